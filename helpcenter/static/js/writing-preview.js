// The preview follows at each pause in typing; a mistake leads to its line.
import { goToLine } from "./writing-text.js";

const PAUSE = 400;

export function followTyping(form, area) {
  const preview = form.querySelector("[data-preview]");
  const status = form.querySelector("[data-preview-status]");
  let waiting = 0;
  let asked = 0;

  async function refresh() {
    const number = ++asked;
    try {
      const answer = await fetch(form.dataset.previewUrl, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const text = await answer.text();
      if (number === asked) show(text);
    } catch {
      if (number === asked) status.textContent = form.dataset.failed;
    }
  }

  function show(text) {
    preview.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    // A link that leads away would take the words that are being typed with it.
    for (const link of preview.querySelectorAll('.prose a:not([href^="#"])')) link.target = "_blank";
    status.textContent = "";
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });
  form.addEventListener("click", (event) => {
    const mistake = event.target.closest("[data-line]");
    if (!mistake) return;
    event.preventDefault();
    goToLine(area, Number(mistake.dataset.line));
  });
  refresh();
}
