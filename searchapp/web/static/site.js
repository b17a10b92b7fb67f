// Conveniences only: every journey works without this file.
"use strict";

const box = document.getElementById("q");
const form = document.getElementById("search");

// "/" goes to the query box, as in other search sites.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Empty fields need not stand in the URL, which people share.
form.addEventListener("submit", () => {
  for (const field of form.elements) field.disabled = field.name !== "" && field.value === "";
});
// Back in the history the page returns as it was left, disabled fields included.
addEventListener("pageshow", () => {
  for (const field of form.elements) field.disabled = false;
});

// Wide screens show facets and charts unfolded by style; browsers that cannot style them get it here.
if (!CSS.supports("selector(::details-content)")) {
  const wide = matchMedia("(min-width: 60rem)").matches;
  for (const folded of document.querySelectorAll("details.folded")) folded.open = wide;
}

// Suggestions while typing: a listbox below the query box, by the ARIA combobox pattern.
{
  const PAUSE = 120; // milliseconds without a key before the server is asked
  const words = document.currentScript.dataset; // what is said here, in the language of the page
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let found = []; // the suggestions that are listed
  let active = -1; // which of them is chosen by the keyboard; -1 is the box itself
  let timer = 0;
  let asking = new AbortController();

  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.list);
  told.className = "unseen";
  told.setAttribute("role", "status");
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  form.append(list, told);

  function open(opened) {
    list.hidden = !opened;
    box.setAttribute("aria-expanded", String(opened));
    told.textContent = opened ? counted("found", found.length) : "";
    activate(-1);
  }

  function activate(place) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = list.children[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", option.id);
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  function counted(name, count) {
    return (count === 1 ? words[`${name}-1`] : words[name]).replace("{}", count.toLocaleString("en"));
  }

  function part(name, text) {
    const span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    return span;
  }

  function option(one, place) {
    const item = document.createElement("li");
    item.id = `suggestion-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const [, ...where] = one.label.split(" · ");
    const about = [words[one.kind], ...where, counted("count", one.paragraph_count)];
    item.append(part("label", one.text), part("about", about.join(" · ")));
    item.addEventListener("click", () => choose(one));
    return item;
  }

  function choose(one) {
    forget();
    box.value = one.q;
    location.assign(one.url);
  }

  // No answer to what was asked before is shown any more.
  function forget() {
    clearTimeout(timer);
    asking.abort();
    open(false);
  }

  async function ask() {
    const { signal } = (asking = new AbortController());
    try {
      const answer = await fetch(`/api/suggest?${new URLSearchParams(new FormData(form))}`, { signal });
      const suggestions = answer.ok ? await answer.json() : [];
      if (signal.aborted) return;
      found = suggestions;
      list.replaceChildren(...found.map(option));
      open(found.length > 0);
    } catch {
      // Typed on, or no connection: the box works without suggestions.
    }
  }

  function typed() {
    clearTimeout(timer);
    asking.abort();
    if (box.value.trim()) timer = setTimeout(ask, PAUSE);
    else open(false);
  }

  box.addEventListener("input", (event) => event.isComposing || typed());
  box.addEventListener("compositionend", typed);
  box.addEventListener("blur", forget);
  form.addEventListener("submit", forget);
  // The box keeps the focus while an option is clicked.
  list.addEventListener("mousedown", (event) => event.preventDefault());

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const opened = !list.hidden;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (!opened) typed();
        else if (event.altKey) open(false);
        else activate(next(event.key === "ArrowDown" ? 1 : -1));
        break;
      case "Enter":
        if (!opened || active < 0) return;
        event.preventDefault();
        choose(found[active]);
        break;
      case "Escape":
        if (!opened) return;
        event.preventDefault();
        forget();
        break;
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight":
        activate(-1);
    }
  });

  // The options and the box itself, one after another in a circle.
  function next(step) {
    const places = found.length + 1;
    return ((active + 1 + step + places) % places) - 1;
  }
}
