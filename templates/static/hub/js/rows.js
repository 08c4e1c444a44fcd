// Rows of a list by single keys: the row that holds the focus is the one that is meant. The keys themselves are bound
// and listed like all others, by hidden buttons with `data-key`.

const MAIN = ".queue__why a, a.name, a";
const ROW = "main .queue__row--full, main .agenda__row, main table.table tbody > tr";
const PLACE = `row of ${location.pathname}`;
const rows = () => [...document.querySelectorAll(ROW)].filter((row) => !row.closest("details:not([open])"));
const here = () => rows().find((row) => row.contains(document.activeElement));
const mainOf = (row) => row.querySelector(MAIN) ?? row.querySelector("input, button, summary");

const go = (by) => {
  const all = rows();
  const at = all.indexOf(here());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  mainOf(next ?? document.body)?.focus();
};

// After an act the page comes anew, without the row: the one that moved up into its place is the next to be read.
const leave = (row) => sessionStorage.setItem(PLACE, rows().indexOf(row));

const acts = {
  next: () => go(1),
  previous: () => go(-1),
  open: (row) => row.querySelector(MAIN)?.click(),
  choose: (row) => row.querySelector("input[type=checkbox]")?.click(),
  act: (row) => row.querySelector(".queue__end > a, .queue__end > form button")?.click(),
  snooze: (row) => {
    const menu = row.querySelector("details");
    if (!menu) return;
    menu.open = true;
    menu.querySelector("button").focus();
  },
  take: (row) => {
    const form = row.querySelector("details form");
    if (!form) return;
    form.elements.to.value = "me";
    form.requestSubmit(form.querySelector('[value="assign"]'));
  },
};

for (const key of document.querySelectorAll("[data-row]"))
  key.addEventListener("click", (event) => {
    event.stopPropagation(); // a click beside an open menu would close it
    const act = key.dataset.row;
    const row = here();
    if (row || act === "next" || act === "previous") acts[act](row);
  });

document.addEventListener("submit", (event) => {
  const row = event.target.closest(".queue__row--full");
  if (row) leave(row);
});

const left = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (left !== null) {
  const all = rows();
  const row = all[Math.min(Number(left), all.length - 1)];
  if (row) mainOf(row)?.focus();
}
