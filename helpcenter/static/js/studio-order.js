// Moves mail clients up and down at once; without script the server does it.
const list = document.querySelector("[data-clients]");
const status = document.querySelector("[data-moved-status]");

function number() {
  [...list.children].forEach((item, place) => { item.querySelector("[data-place]").value = place + 1; });
}

function tell(item) {
  const place = [...list.children].indexOf(item) + 1;
  const name = item.querySelector(".client-name").textContent;
  status.textContent = list.dataset.moved.replace("{name}", name).replace("{place}", place);
  list.closest("form").dispatchEvent(new Event("studio:changed"));
}

function moveTo(item, place) {
  const others = [...list.children].filter((each) => each !== item);
  list.insertBefore(item, others[Math.max(0, place - 1)] ?? null);
  number();
  tell(item);
}

list?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  event.preventDefault();
  const item = button.closest("li");
  moveTo(item, [...list.children].indexOf(item) + 1 + Number(button.dataset.move));
  button.focus();
});

list?.addEventListener("change", (event) => {
  if (event.target.matches("[data-place]") && Number(event.target.value) > 0) {
    moveTo(event.target.closest("li"), Number(event.target.value));
    event.target.focus();
  }
});
