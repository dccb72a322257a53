// Who types or pastes a whole address keeps its beginning: only what stands behind the @ leaves the browser.
const field = document.getElementById("end");
const shorten = () => {
  const at = field.value.lastIndexOf("@");
  if (at >= 0) field.value = field.value.slice(at + 1).trim();
};
field.addEventListener("change", shorten);
field.form.addEventListener("submit", shorten);
