// Dragging an interview opens the form that moves it, with the time where it was dropped. Without this file the same
// form is behind the button of each interview. Also prints a page that was opened to be printed.

const STEP = 3; // slots of five minutes: a quarter of an hour
const grids = [...document.querySelectorAll(".cal__grid[data-day]")];
let dragged = null;
let grip = 0;

for (const one of document.querySelectorAll("[data-move]")) {
  one.draggable = true;
  for (const link of one.querySelectorAll("a")) link.draggable = false;
  one.addEventListener("dragstart", (event) => {
    dragged = one;
    grip = one.matches(".ev") ? event.clientY - one.getBoundingClientRect().top : 0;
    one.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", one.querySelector("a").textContent.trim());
  });
  one.addEventListener("dragend", () => {
    delete one.dataset.dragged;
    dragged = null;
    mark.remove();
  });
}

const mark = document.createElement("li");
mark.className = "cal__drop";
mark.setAttribute("aria-hidden", "true");

function placeIn(grid, event) {
  const hours = grid.dataset.hours.trim().split(" ");
  const box = grid.getBoundingClientRect();
  const slots = hours.length * 12;
  const raw = ((event.clientY - grip - box.top) / box.height) * slots;
  const slot = Math.min(Math.max(Math.round(raw / STEP) * STEP, 0), slots - STEP);
  const [hour, fold] = hours[Math.floor(slot / 12)].split(".");
  const minutes = String((slot % 12) * 5).padStart(2, "0");
  return { slot, fold, clock: `${hour.padStart(2, "0")}:${minutes}` };
}

function shown(clock) {
  if (document.documentElement.dataset.clock !== "12") return clock;
  const style = { hour: "numeric", minute: "2-digit", hour12: true };
  return new Date(`2000-01-01T${clock}`).toLocaleTimeString(document.documentElement.lang, style);
}

for (const grid of grids) {
  grid.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const place = placeIn(grid, event);
    mark.dataset.h = Math.floor(place.slot / 12);
    mark.dataset.m = place.slot % 12;
    mark.textContent = shown(place.clock);
    if (mark.parentElement !== grid) grid.append(mark);
  });
  grid.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const place = placeIn(grid, event);
    const asked = new URLSearchParams({ start: `${grid.dataset.day}T${place.clock}`, fold: place.fold });
    location.assign(`${dragged.dataset.move}?${asked}`);
  });
}

if (grids.length) for (const one of document.querySelectorAll("[data-only-js]")) one.hidden = false;
if (location.hash === "#print") addEventListener("load", () => print());
