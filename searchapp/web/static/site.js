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

// Wide screens show the facets unfolded by style; a browser that cannot style them gets it done here.
const facets = document.querySelector("details.facets");
if (facets && !CSS.supports("selector(::details-content)")) {
  facets.open = matchMedia("(min-width: 60rem)").matches;
}
