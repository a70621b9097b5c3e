// Items to put in order: buttons move an item up or down and write every item's place into its field.
// A button is described by its item's place: the focus stays on it, so the new place is read out as it comes back.
// Without script the places are chosen in the fields themselves.

function button(list, item, way) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-lined btn-square";
  made.setAttribute("aria-label", list.dataset[way].replace("{what}", item.querySelector(".order-words").textContent.trim()));
  made.setAttribute("aria-describedby", `${item.querySelector("select").id}-place`);
  made.append(list.querySelector(`[data-icon="${way}"]`).content.cloneNode(true));
  made.addEventListener("click", () => move(list, item, way));
  return made;
}

const itemsOf = (list) => [...list.querySelectorAll(":scope > .order-item")];

function move(list, item, way) {
  const beside = way === "up" ? item.previousElementSibling : item.nextElementSibling;
  if (!beside?.matches(".order-item")) return;
  if (way === "up") beside.before(item);
  else beside.after(item);
  for (const other of itemsOf(list)) other.classList.toggle("is-moved", other === item);
  itemsOf(list).forEach((one, place) => { one.querySelector("select").value = String(place); });
  mark(list);
  item.querySelector(`[data-way="${way}"]`).focus();
  item.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
}

// The first cannot go up, the last not down; both stay in reach of the keyboard.
function mark(list) {
  const items = itemsOf(list);
  for (const [place, item] of items.entries()) {
    item.querySelector("[data-place-words]").textContent = list.dataset.place.replace("{number}", place + 1);
    item.querySelector('[data-way="up"]').setAttribute("aria-disabled", String(item === items[0]));
    item.querySelector('[data-way="down"]').setAttribute("aria-disabled", String(item === items.at(-1)));
  }
}

// An answer that was given before stands in its order.
function sort(list) {
  const place = (item) => { const { value } = item.querySelector("select"); return value === "" ? Infinity : Number(value); };
  list.append(...itemsOf(list).sort((one, other) => place(one) - place(other)));
}

for (const list of document.querySelectorAll(".order")) {
  if (list.querySelector("select:disabled")) continue;
  sort(list);
  for (const item of itemsOf(list)) {
    const buttons = document.createElement("span");
    buttons.className = "order-buttons";
    for (const way of ["up", "down"]) {
      const made = button(list, item, way);
      made.dataset.way = way;
      buttons.append(made);
    }
    const place = document.createElement("span");
    place.hidden = true;
    place.id = `${item.querySelector("select").id}-place`;
    place.dataset.placeWords = "";
    item.querySelector(".order-text").after(buttons, place);
  }
  mark(list);
}
