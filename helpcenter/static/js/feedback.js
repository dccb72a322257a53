// Says how many characters are left; without script the limit stands in the hint. Spoken near the end only, and when typing pauses.
const NEAR_END = 100;
const PAUSE = 800;
for (const field of document.querySelectorAll("textarea[data-counter]")) {
  const counter = document.getElementById(field.dataset.counter);
  const said = document.getElementById(`${field.dataset.counter}-said`);
  const most = field.maxLength;
  let waiting;
  // A longer text that is pasted is not cut in silence: the counter says how much is too much.
  field.removeAttribute("maxlength");
  const count = () => {
    const left = most - [...field.value].length;
    const words = left >= 0 ? counter.dataset.left.replace("{left}", left.toLocaleString(document.documentElement.lang)) : counter.dataset.over.replace("{over}", (-left).toLocaleString(document.documentElement.lang));
    counter.textContent = words;
    counter.classList.toggle("is-over", left < 0);
    clearTimeout(waiting);
    waiting = setTimeout(() => { said.textContent = left <= NEAR_END ? words : ""; }, PAUSE);
  };
  counter.hidden = false;
  field.addEventListener("input", count);
  count();
}
