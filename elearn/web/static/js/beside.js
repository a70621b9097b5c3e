// The sign-in that opened beside a page: tell that page, on the same origin only, and offer to close.
const signedIn = document.querySelector("[data-signed-in]");

if (signedIn && window.opener) {
  const message = { type: "elearn:signed-in", person: Number(signedIn.dataset.signedIn) };
  window.opener.postMessage(message, window.location.origin);
  window.close();
}
