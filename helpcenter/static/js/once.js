// A second press of the same button, before the first has an answer, sends nothing: no second code, no second remark.
// After a moment it works again, because a download leaves the page as it is.
const MOMENT = 2000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const button = event.submitter ?? event.target;
  if (Date.now() - (sent.get(button) ?? 0) < MOMENT) event.preventDefault();
  else sent.set(button, Date.now());
});
