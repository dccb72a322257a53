// Lets the preview follow the branding form: asks for it at each pause in typing. Nothing is saved by this.
const form = document.getElementById("branding-form");
const preview = document.getElementById("preview");
const PAUSE = 350;
const HEAVIEST = 2 * 1024 * 1024;
let waiting = 0;
let asked = 0;
let logoSent = null;

function fileChosen() {
  return form.querySelector('input[type="file"][name="logo"]')?.files[0] ?? null;
}

function values() {
  const data = new FormData(form);
  const logo = fileChosen();
  const isNew = logo !== null && logo !== logoSent && logo.size <= HEAVIEST;
  // A chosen file is sent once: afterwards the preview knows it by its hash.
  if (!isNew) data.delete("logo");
  if (logo === null && logoSent) data.delete("good_logo");
  return { data, logo: isNew ? logo : null };
}

async function refresh() {
  const number = ++asked;
  const { data, logo } = values();
  try {
    const answer = await fetch(preview.dataset.url, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const text = await answer.text();
    if (number === asked) show(text, logo);
  } catch {
    if (number === asked) say(preview.dataset.failed);
  }
}

function show(text, logo) {
  const fresh = new DOMParser().parseFromString(text, "text/html").body;
  preview.replaceChildren(...fresh.childNodes);
  paint();
  say("");
  // A refused file is sent again each time, so that the reason stays to be read.
  if (logo && !preview.querySelector("[data-logo-refused]")) logoSent = logo;
}

function paint() {
  const colour = preview.querySelector("[data-colour]")?.dataset.colour;
  if (colour) preview.style.setProperty("--sheet-colour", colour);
}

function say(words) {
  document.querySelector("[data-preview-status]").textContent = words;
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, PAUSE);
}

if (form && preview) {
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // The two choices stand outside the form and belong to it.
  for (const choice of document.querySelectorAll('select[form="branding-form"]')) choice.addEventListener("change", soon);
  document.querySelector("[data-preview-live]")?.removeAttribute("hidden");
  document.querySelector('button[formtarget="_blank"][form="branding-form"]')?.setAttribute("hidden", "");
  paint();
}
