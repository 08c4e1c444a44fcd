// Counts and boards stay true without a reload: one small question a minute, none while nobody looks.
// Nothing here moves the focus, the scroll position or an open menu.

const EVERY = 60_000;
const source = document.querySelector("#live")?.dataset.count;
const title = document.title.replace(/^\(\d+\) /, "");
let tag = "";
let mark = "";
let timer = 0;

const ask = async () => {
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(source, { headers, credentials: "same-origin", redirect: "error" });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      await show(await answer.json());
    }
  } catch {
    // The network is away or somebody signed out: the page stays what it is, and the next round asks again.
  }
};

const show = async (told) => {
  for (const count of document.querySelectorAll("[data-queue-count]")) {
    count.hidden = !told.urgent;
    count.querySelector("[data-queue-number]").textContent = told.urgent;
    if (count.classList.contains("nav__count")) count.dataset.tone = told.tone;
  }
  document.title = told.urgent ? `(${told.urgent}) ${title}` : title;
  const icon = document.querySelector('link[rel="icon"]');
  const wanted = icon?.dataset[told.tone || "calm"];
  if (wanted && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  const changed = mark !== "" && mark !== told.mark;
  if (!changed || (await redraw())) mark = told.mark;
  else tag = "";
};

// Whether every live part could be drawn anew; one that somebody is working in waits for the next round.
const redraw = async () => {
  for (const notice of document.querySelectorAll("[data-queue-changed]")) notice.hidden = false;
  const parts = [...document.querySelectorAll("[data-live][id]")];
  if (!parts.length) return true;
  const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
  if (answer.status !== 200) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let all = true;
  for (const part of parts) {
    const other = fresh.getElementById(part.id);
    if (busy(part)) all = false;
    else if (other && other.innerHTML !== part.innerHTML) part.replaceChildren(...other.childNodes);
  }
  return all;
};

const busy = (part) =>
  part.contains(document.activeElement) ||
  part.querySelector("details[open]") !== null ||
  (!getSelection().isCollapsed && getSelection().containsNode(part, true));

const wait = () => {
  clearInterval(timer);
  if (document.hidden) return;
  timer = setInterval(ask, EVERY);
};

if (source) {
  document.addEventListener("visibilitychange", () => {
    wait();
    if (!document.hidden) ask();
  });
  wait();
  ask();
}
