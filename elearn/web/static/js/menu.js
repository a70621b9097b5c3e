// The phone's menu closes on Escape and on a tap beside it. Without script it is a plain disclosure.
const menu = document.querySelector(".menu-fold");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

// A refused form is read out from its list of errors.
document.getElementById("errors")?.focus();
