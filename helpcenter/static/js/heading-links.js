// The sign beside a heading leads to it; with script it also copies the link, and says so.

export function copyHeadingLinks(text) {
  if (!text || !navigator.clipboard) return;
  const message = document.createElement("span");
  message.className = "heading-copied";
  message.setAttribute("role", "status");
  text.addEventListener("click", async (event) => {
    const link = event.target.closest(".heading-link");
    if (!link) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return; // Not allowed here: the link still leads to its heading.
    }
    link.after(message);
    message.textContent = text.dataset.copied;
    setTimeout(() => { message.textContent = ""; }, 2500);
  });
}
