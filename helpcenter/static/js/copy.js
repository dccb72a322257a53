// Shows the buttons that copy an address; without script the address can be selected by hand.
function say(button, text) {
  const before = button.textContent;
  button.textContent = text;
  setTimeout(() => { button.textContent = before; }, 3000);
}

function select(button) {
  const address = button.parentElement.querySelector(".sheet-address");
  if (address) getSelection().selectAllChildren(address);
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button, button.dataset.done);
  } catch {
    // Not allowed here: the address is at least marked, ready for the keyboard.
    select(button);
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button));
}
