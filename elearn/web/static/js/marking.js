// Marking by keyboard: digits set the points of the criterion in focus, Ctrl+Enter saves and opens the next.
const form = document.querySelector("#marking");
const measures = [...form.querySelectorAll("[data-measure]")];
const next = form.querySelector("button[value=next]");
let unsaved = false;

form.querySelector("[data-keys]").hidden = false;

function enter(place) {
  if (place) (place.querySelector("input:checked") ?? place.querySelector("input")).focus();
  else form.elements.comment.focus();
}

form.addEventListener("input", () => { unsaved = true; });
form.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

form.addEventListener("keydown", (event) => {
  const measure = event.target.closest("[data-measure]");
  if (!measure || event.target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
  const choice = [...measure.querySelectorAll("input")].find((input) => input.value === event.key);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  unsaved = true;
  enter(measures[measures.indexOf(measure) + 1]);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(next);
});

const open = measures.find((measure) => !measure.querySelector("input:checked, input:not([type=radio], :placeholder-shown)"));
if (open && matchMedia("(min-width: 56rem)").matches) open.querySelector("input").focus({ preventScroll: true });
