// Comfort on top of pages that are complete without it.

const search = document.querySelector("#search");
const menus = document.querySelectorAll("details.drop");
const ROWS = "[data-rows], table.table tbody"; // what holds rows that keys go through

let going = false; // after "g", which says that the next key goes to a page

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
  const goes = going;
  going = false;
  const left = event.target.closest("dialog:not([open])"); // keeps the focus until the next frame
  const target = left ? document.body : event.target;
  const typing = target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!("shortcuts" in document.body.dataset)) return;
  if (event.key.startsWith("Arrow") && target.closest("dialog, .menu")) return;
  if (["ArrowLeft", "ArrowRight"].includes(event.key) && target.closest(".scroller")) return; // which scrolls
  if (["ArrowUp", "ArrowDown"].includes(event.key) && !target.closest(ROWS)) return; // the page scrolls
  const key = goes ? `g+${event.key}` : event.key;
  going = key === "g";
  const bound = `[data-key~="${CSS.escape(key)}"]`; // what a page itself binds comes first
  const link = document.querySelector(`main ${bound}`) ?? document.querySelector(bound);
  if (key === "/" && search) search.focus();
  else if (link) press(link);
  else return;
  event.preventDefault();
});
