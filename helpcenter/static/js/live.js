// Only `helpcenter content serve` puts this on a page: it shows the page anew when a text was saved.
const changes = new EventSource("/content-serve/changes");
let wasOpen = false;

changes.addEventListener("message", () => location.reload());
changes.addEventListener("open", () => {
  // Open for the second time: the command was started again, and the text may be another one.
  if (wasOpen) location.reload();
  wasOpen = true;
});
