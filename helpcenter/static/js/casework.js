// Keys for lists of requests: j and k walk, x ticks, o opens, / finds. Without script every row has its box and its link.
const rows = [...document.querySelectorAll("[data-row]")];
const form = document.querySelector("[data-casework]");
const boxes = form ? [...form.querySelectorAll('input[name="cases"]')] : [];

const place = () => rows.findIndex((row) => row.contains(document.activeElement));
const link = (row) => row?.querySelector("a");

function walk(step) {
  const next = Math.min(Math.max(place() + step, 0), rows.length - 1);
  link(rows[next])?.focus();
}

function tick() {
  const box = rows[place()]?.querySelector('input[type="checkbox"]');
  if (!box) return;
  box.checked = !box.checked;
  count();
}

function count() {
  const shown = form?.querySelector("[data-count]");
  if (shown) shown.textContent = shown.dataset.count.replace("§", boxes.filter((box) => box.checked).length);
}

function addBoxForAll() {
  const home = form.querySelector("[data-all]");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.setAttribute("aria-label", home.dataset.all);
  box.addEventListener("change", () => {
    boxes.forEach((each) => (each.checked = box.checked));
    count();
  });
  home.append(box);
}

// Shift and a click tick everything in between, as mail programs do.
let last = -1;
function tickRange(event) {
  const here = boxes.indexOf(event.target);
  if (event.shiftKey && last >= 0) {
    boxes.slice(Math.min(here, last), Math.max(here, last) + 1).forEach((box) => (box.checked = event.target.checked));
  }
  last = here;
  count();
}

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  x: tick,
  o: () => link(rows[place()])?.click(),
  "/": () => document.querySelector('[data-key="/"]')?.focus(),
};

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches('input:not([type="checkbox"]), select, textarea');
  const act = keys[event.key];
  if (isTyping || !act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});

if (form) {
  addBoxForAll();
  boxes.forEach((box) => box.addEventListener("click", tickRange));
  form.querySelector("[data-keys]").hidden = false;
  count();
}
