// Comfort on top of pages that are complete without it.

const search = document.querySelector("#search");
const menus = document.querySelectorAll("details.drop");
const ROWS = "[data-rows], table.table tbody"; // what holds rows that keys go through

const press = (bound) => {
  bound.click();
  if (bound.matches("summary") && bound.parentElement.open) bound.parentElement.querySelector("a, button")?.focus();
};

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
  const left = event.target.closest("dialog:not([open])"); // keeps the focus until the next frame
  const target = left ? document.body : event.target;
  const typing = target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!("shortcuts" in document.body.dataset)) return;
  if (event.key.startsWith("Arrow") && target.closest("dialog, .menu")) return;
  if (["ArrowLeft", "ArrowRight"].includes(event.key) && target.closest(".scroller")) return; // which scrolls
  if (["ArrowUp", "ArrowDown"].includes(event.key) && !target.closest(ROWS)) return; // the page scrolls
  const bound = `[data-key~="${CSS.escape(event.key)}"]`; // what a page itself binds comes first
  const link = document.querySelector(`main ${bound}`) ?? document.querySelector(bound);
  if (event.key === "/" && search) search.focus();
  else if (link) press(link);
  else return;
  event.preventDefault();
});
