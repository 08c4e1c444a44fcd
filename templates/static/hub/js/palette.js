// Ctrl+K: the search page without leaving the page. "?": the keys of this page, read off what they are bound to.

const palette = document.querySelector("#palette");
const field = palette.querySelector("input");
const found = palette.querySelector(".palette__found");
const sheet = document.querySelector("#shortcuts");
const PAUSE = 150;
const ARROWS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
let waiting;
let asking;

async function look() {
  asking?.abort();
  asking = new AbortController();
  found.setAttribute("aria-busy", "true");
  const address = new URL(field.form.action);
  address.searchParams.set("q", field.value);
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asking.signal });
    if (answer.redirected || !answer.ok) window.location.assign(address);
    else show(await answer.text());
  } catch (problem) {
    if (problem.name === "AbortError") return;
    throw problem;
  }
  found.setAttribute("aria-busy", "false");
}

// Who was quicker than the answer goes on in it.
function show(answer) {
  const inside = found.contains(document.activeElement);
  found.innerHTML = answer;
  if (inside) (found.querySelector("a") ?? field).focus();
}

function open() {
  if (palette.open) return;
  palette.showModal();
  field.select();
  look();
}

function step(by) {
  const stops = [field, ...found.querySelectorAll("a")];
  const next = stops.indexOf(document.activeElement) + by;
  stops[(next + stops.length) % stops.length].focus();
}

function showKeys() {
  const list = sheet.querySelector("dl");
  list.querySelectorAll("[data-read]").forEach((line) => line.remove());
  const told = new Set();
  const bound = ["main [data-key]", "[data-key]"].flatMap((some) => [...document.querySelectorAll(some)]);
  for (const link of bound) {
    const keys = link.dataset.key.split(" ").filter((key) => !told.has(key));
    if (!keys.length) continue;
    const term = document.createElement("dt");
    const words = document.createElement("dd");
    for (const name of keys) {
      told.add(name);
      const key = document.createElement("kbd");
      key.textContent = ARROWS[name] ?? name.replace(/^g\+/, "g ");
      if (term.hasChildNodes()) term.append(" ");
      term.append(key);
    }
    words.textContent = link.getAttribute("aria-label") || link.querySelector("span")?.textContent || link.textContent;
    for (const line of [term, words]) line.dataset.read = "";
    list.append(term, words);
  }
  sheet.showModal();
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
});

palette.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    // A search field would only empty itself.
    event.preventDefault();
    palette.close();
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  step(by);
});

for (const dialog of [palette, sheet])
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    open();
  } else if (event.key === "?" && "shortcuts" in document.body.dataset && !event.target.closest("input, textarea, select, dialog[open]")) {
    event.preventDefault();
    showKeys();
  }
});
