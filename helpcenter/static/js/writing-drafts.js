// What is typed is kept on the server at each pause, until it is saved: a closed window loses no words.
const PAUSE = 1500;
const IGNORED = new Set(["csrf_token", "opened", "note", "action_before", "theirs"]);

export function keepDrafts(form) {
  const status = form.querySelector("[data-draft-status]");
  const others = document.querySelector("[data-others]");
  let kept = "data-changed" in form.attributes ? "" : snapshot(form);
  let waiting = 0;
  let isSending = false;
  let current = new AbortController();

  async function keep() {
    const words = snapshot(form);
    if (isSending || words === kept) return;
    current = new AbortController();
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: new FormData(form), signal: current.signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      kept = words;
      tell(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = form.dataset.notKept;
    }
  }

  function tell(answer) {
    status.textContent = answer.at;
    others.hidden = answer.others.length === 0;
    const text = form.dataset.othersText.replace("{names}", answer.others.join(", "));
    // Said once, not at each pause.
    if (others.textContent !== text) others.textContent = text;
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    // The saved text must not be followed by its own draft.
    isSending = true;
    clearTimeout(waiting);
    current.abort();
  });
  // Back from another page by the browser's button: the form lives on.
  window.addEventListener("pageshow", () => { isSending = false; });
  window.addEventListener("pagehide", () => {
    if (!isSending && snapshot(form) !== kept) navigator.sendBeacon(form.dataset.draftUrl, new FormData(form));
  });
}

function snapshot(form) {
  return JSON.stringify([...new FormData(form)].filter(([name]) => !IGNORED.has(name)));
}
