// The counter's screen notices the answer: it asks every few seconds, for as long as somebody may be standing there.
const page = document.querySelector("[data-counter]");
const EVERY = 3000;
const LONGEST = 30 * 60 * 1000;
const begun = Date.now();

function showAnswered() {
  const turned = page.querySelector(".turned");
  turned.classList.add("is-answered");
  turned.querySelector("[data-thanks]").hidden = false;
  page.querySelector("[data-waiting]").hidden = true;
  page.querySelector("[data-answered]").hidden = false;
}

async function look() {
  if (Date.now() - begun > LONGEST) return;
  try {
    const answer = await fetch(page.dataset.counter, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).is_answered) return showAnswered();
    // Signed out, or the request is gone: asking again would not help.
    if (answer.redirected || answer.status === 404) return;
  } catch {
    // No network for a moment: ask again.
  }
  setTimeout(look, EVERY);
}

if (page) setTimeout(look, EVERY);
