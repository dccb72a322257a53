// Copies a text with its bold words, lists and link, and as plain words for programs that take no others.
// Without script the text is selected by hand.
async function write(rich, plain) {
  const kinds = { "text/html": rich.innerHTML, "text/plain": plain.value };
  const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

async function copy(button) {
  const rich = document.getElementById(button.dataset.rich);
  try {
    await write(rich, document.getElementById(button.dataset.plain));
  } catch {
    getSelection().selectAllChildren(rich);
    document.execCommand("copy");
  }
  const before = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = before; }, 2000);
}

for (const button of document.querySelectorAll("button[data-rich]")) {
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button));
}
