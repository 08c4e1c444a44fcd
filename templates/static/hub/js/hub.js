// Comfort on top of pages that are complete without it.

const search = document.querySelector("#search");
const menus = document.querySelectorAll("details.drop");

document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!("shortcuts" in document.body.dataset)) return;
  const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (event.key === "/" && search) search.focus();
  else if (link) link.click();
  else return;
  event.preventDefault();
});
