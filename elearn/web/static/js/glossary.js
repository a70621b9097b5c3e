// A glossary term opens its meaning beside its paragraph; Escape and "Close" shut it and give focus back.
// Without script the meanings stand in a list at the end of the lesson.
const list = document.getElementById("terms");
const buttons = document.querySelectorAll("button.term");
const meanings = new Map();
let opened = null;

function close(returnFocus) {
  if (!opened) return;
  const { button, note } = opened;
  opened = null;
  note.remove();
  button.setAttribute("aria-expanded", "false");
  if (returnFocus) button.focus();
}

// The block that holds the term: the meaning follows it and never splits a table, a list or a callout.
function blockOf(button, prose) {
  let block = button;
  while (block.parentElement !== prose) block = block.parentElement;
  return block;
}

function noteFor(meaning, id) {
  const note = document.createElement("aside");
  note.className = "term-meaning";
  note.id = id;
  note.append(...meaning.cloneNode(true).childNodes);
  const shut = document.createElement("button");
  shut.type = "button";
  shut.className = "term-close";
  shut.textContent = list.dataset.close;
  shut.addEventListener("click", () => close(true));
  note.append(shut);
  return note;
}

function open(button) {
  close(false);
  const id = button.getAttribute("aria-controls");
  const prose = button.closest(".prose");
  if (!meanings.has(id) || !prose) return;
  const note = noteFor(meanings.get(id), id);
  const block = blockOf(button, prose);
  block.after(note);
  note.style.top = `${block.offsetTop}px`; // read only where the meaning stands in the margin
  button.setAttribute("aria-expanded", "true");
  opened = { button, note };
}

if (list && buttons.length) {
  for (const entry of list.querySelectorAll("[id]")) {
    meanings.set(entry.id, entry);
    entry.removeAttribute("id"); // the opened note carries it
  }
  list.classList.add("is-folded"); // on paper it is shown all the same
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    if (opened?.button === button) close(false);
    else open(button);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(true);
});
