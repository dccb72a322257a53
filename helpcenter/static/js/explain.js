// A file dropped on the form, or pasted into it, is answered at once. Without this script it is chosen like any other file.
// Only the beginning of a file travels: the report stands there, and what follows is the mail that came back.
const LOOKED_AT = 1_000_000;

function put(input, file) {
  const carrier = new DataTransfer();
  carrier.items.add(file.size > LOOKED_AT ? new File([file.slice(0, LOOKED_AT)], file.name, { type: file.type }) : file);
  input.files = carrier.files;
}

function bring(form, file) {
  form.querySelector("textarea").value = "";
  put(form.querySelector("input[type=file]"), file);
  form.requestSubmit();
}

function listen(form) {
  const input = form.querySelector("input[type=file]");
  const over = (isOver) => form.classList.toggle("is-over", isOver);
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) over(false); });
  form.addEventListener("drop", (event) => {
    over(false);
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    bring(form, file);
  });
  form.addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    bring(form, file);
  });
  input.addEventListener("change", () => { if (input.files[0]?.size > LOOKED_AT) put(input, input.files[0]); });
}

for (const form of document.querySelectorAll("form[data-drop]")) listen(form);
document.getElementById("answer")?.focus();
