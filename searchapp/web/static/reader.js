// Conveniences of the reader: from match to match without loading the page, and copying.
"use strict";

const words = document.currentScript.dataset; // what is said here, in the language of the page
const marks = [...document.querySelectorAll(".speech mark")];
const counter = document.querySelector(".matches .match");
const steps = [...document.querySelectorAll(".matches .step")];
const bar = document.querySelector(".matches");
let current = marks.findIndex((mark) => mark.matches(".current"));

// The match before or after the current one; before or after what is in sight, if that is not.
function neighbour(forward) {
  const top = bar.getBoundingClientRect().bottom;
  const place = (mark) => mark.getBoundingClientRect();
  const inSight = current >= 0 && place(marks[current]).bottom > top && place(marks[current]).top < innerHeight;
  if (inSight) return (current + (forward ? 1 : -1) + marks.length) % marks.length;
  if (forward) return Math.max(0, marks.findIndex((mark) => place(mark).top >= top));
  const last = marks.findLastIndex((mark) => place(mark).bottom <= innerHeight);
  return last < 0 ? marks.length - 1 : last;
}

function go(forward) {
  if (current >= 0) marks[current].classList.remove("current");
  current = neighbour(forward);
  marks[current].classList.add("current");
  counter.textContent = `${current + 1}/${marks.length}`;

  marks[current].scrollIntoView({ block: "center" });
  const address = new URL(location);
  address.searchParams.delete("at");
  address.searchParams.set("match", current + 1);
  address.hash = `m${current + 1}`;
  history.replaceState(null, "", address);
}

if (marks.length) {
  steps.forEach((step) => step.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(step.rel === "next");
  }));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "n" && event.key !== "N") return;
    event.preventDefault();
    go(event.key === "n");
  });
}

// Who comes from a search goes back to it as it was, filters and all.
const back = document.querySelector(".matches .back");
if (back && document.referrer) {
  const from = new URL(document.referrer);
  if (from.origin === location.origin && from.pathname === "/") back.href = from;
}

// A link that has lost its last part on the way still leads to its paragraph.
const linked = document.getElementById("at");
if (linked && !location.hash) linked.scrollIntoView();

for (const text of document.querySelectorAll(".copied")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = words.selected;
    }
  });
  text.after(button);
}

// Wide screens show the contents unfolded by style; a browser that cannot style them gets it done here.
const contents = document.querySelector("details.contents");
if (contents && !CSS.supports("selector(::details-content)")) {
  contents.open = matchMedia("(min-width: 60rem)").matches;
}

// The part that is being read stands out among the contents.
const parts = [...document.querySelectorAll(".contents a")].map((link) => [link, document.querySelector(link.hash)]);
function showPlace() {
  const above = parts.filter(([, paragraph]) => paragraph.getBoundingClientRect().top < innerHeight / 3);
  for (const [link] of parts) link.removeAttribute("aria-current");
  const here = above.at(-1)?.[0];
  here?.setAttribute("aria-current", "true");
  if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
}
if (parts.length) {
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; showPlace(); });
  }, { passive: true });
}
