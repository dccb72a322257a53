// A file that is too heavy is told of beside its field as soon as it is chosen, in the words of the server, and is not sent:
// a long upload would end with the same words, or be cut off by a server in between. Whatever was typed stays.
const isTooHeavy = (input) => (input.files[0]?.size ?? 0) > Number(input.dataset.mostBytes);

function lines(input) {
  const id = `${input.id}-too-heavy`;
  let error = document.getElementById(id);
  if (!error) {
    error = Object.assign(document.createElement("p"), { id, className: "error" });
    // Said aloud when words come into it.
    error.setAttribute("role", "alert");
    input.before(error);
  }
  return error;
}

function tell(input) {
  const heavy = isTooHeavy(input);
  const error = lines(input);
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error.id);
  // What the server said about the file before is over as soon as another one is chosen.
  document.getElementById(`${input.id}-error`)?.remove();
  error.textContent = heavy ? input.dataset.tooHeavy : "";
  input.closest(".field")?.classList.toggle("has-error", heavy);
  input.setAttribute("aria-describedby", [...others, ...(heavy ? [error.id] : [])].join(" "));
  input.setAttribute("aria-invalid", String(heavy));
}

for (const input of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  lines(input);
  input.addEventListener("change", () => tell(input));
  // Before any other script takes the press for a sent form.
  input.form.addEventListener("submit", (event) => {
    if (!isTooHeavy(input)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(input);
    input.focus();
  }, { capture: true });
}
