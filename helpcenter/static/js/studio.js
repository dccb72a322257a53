// Lets the preview in its frame follow the form at each pause in typing. Nothing is saved by this.
import { followPages } from "./paper-pages.js";

const frame = document.querySelector("[data-preview-frame]");
const form = frame && document.getElementById(frame.dataset.form);
const button = document.querySelector("[data-preview-button]");
const PAUSE = 300;
let waiting = 0;
let asked = 0;

function request() {
  const data = new FormData(form);
  if (frame.dataset.method === "get") return fetch(`${frame.dataset.url}?${new URLSearchParams(data)}`);
  return fetch(frame.dataset.url, { method: "POST", body: data });
}

async function refresh() {
  const number = ++asked;
  try {
    const answer = await request();
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const text = await answer.text();
    if (number === asked) show(new DOMParser().parseFromString(text, "text/html"));
  } catch {
    if (number === asked) say(frame.dataset.failed);
  }
}

function show(fresh) {
  const shown = frame.contentDocument;
  const before = shown.documentElement;
  if (styles(shown) === styles(fresh)) {
    // The same kind of page: only its words change, and the reader stays at the same place.
    for (const name of ["lang", "dir"]) before.setAttribute(name, fresh.documentElement.getAttribute(name));
    const place = shown.scrollingElement.scrollTop;
    shown.body.replaceWith(shown.adoptNode(fresh.body));
    followPages(shown);
    shown.scrollingElement.scrollTop = place;
  } else {
    shown.replaceChild(shown.adoptNode(fresh.documentElement), before);
    followPages(shown);
  }
  say("");
}

function styles(page) {
  return [...page.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.getAttribute("href")).join();
}

function say(words) {
  document.querySelector("[data-preview-status]").textContent = words;
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, PAUSE);
}

function count(field) {
  // Counted like the server does: by characters, not by the halves of an emoji.
  const length = [...field.value].length;
  const longest = Number(field.dataset.longest);
  const line = field.nextElementSibling?.matches(".count") ? field.nextElementSibling : document.createElement("p");
  line.className = length > longest ? "count error" : "count hint";
  line.textContent = `${length} / ${longest}`;
  field.after(line);
}

if (form) {
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("studio:changed", soon);
  // The preview's own choices stand outside the form and belong to it.
  for (const choice of document.querySelectorAll(`.studio-pane [form="${form.id}"]`)) choice.addEventListener("change", soon);
  document.querySelector("[data-preview-live]")?.removeAttribute("hidden");
  button.hidden = true;
  for (const field of form.querySelectorAll("[data-longest]")) field.addEventListener("input", () => count(field));
}
