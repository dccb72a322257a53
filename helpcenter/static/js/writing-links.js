// The dialog of a link: headings of this text, articles found by their title, pages of the site, or an address elsewhere.
import { replace } from "./writing-text.js";

const PAUSE = 250;
const HEADING = /^#{2,6}\s+(.*?)\s*\{#([a-z][a-z0-9-]*)\}\s*$/gm;

export function wireLinks(form, area) {
  const dialog = document.getElementById("dialog_link");
  const [words, find, goal, headingField, address] = ["#link_words", "#link_find", "#link_goal", "[data-heading-field]", "#link_address"]
    .map((selector) => dialog.querySelector(selector));
  const headingList = dialog.querySelector("#link_heading");
  const error = dialog.querySelector("[data-dialog-error]");
  let waiting = 0;

  function prepare(selected) {
    words.value = selected.replaceAll("\n", " ").trim();
    find.value = address.value = error.textContent = "";
    headingField.hidden = true;
    search();
  }

  async function search() {
    const wanted = find.value.trim().toLowerCase();
    const here = [...area.value.matchAll(HEADING)].map(([, label, anchor]) => ({ label, target: `#${anchor}` }));
    const found = await ask(`${form.dataset.linksUrl}?q=${encodeURIComponent(find.value)}`);
    for (const group of goal.querySelectorAll("optgroup:not([data-pages])")) group.remove();
    const pages = goal.querySelector("[data-pages]");
    for (const option of pages.children) option.hidden = !option.textContent.toLowerCase().includes(wanted);
    const others = found.filter((each) => each.target !== `../${form.dataset.slug}/${form.dataset.locale}.md`);
    pages.before(...groupOf(goal.dataset.here, here.filter((each) => each.label.toLowerCase().includes(wanted))));
    pages.before(...groupOf(goal.dataset.articles, others));
  }

  async function offerHeadings() {
    const match = /^\.\.\/([a-z0-9-]+)\/([a-zA-Z_]+)\.md$/.exec(goal.value);
    headingField.hidden = !match;
    headingList.length = 1;
    if (!match) return;
    for (const each of await ask(`${form.dataset.textsUrl}/${match[1]}/${match[2]}/headings`)) headingList.add(new Option(each.label, each.target));
  }

  function target() {
    if (address.value.trim()) return address.value.trim();
    return goal.value + (!headingField.hidden && headingList.value ? `#${headingList.value}` : "");
  }

  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter.value === "insert" && !target()) {
      event.preventDefault();
      error.textContent = error.dataset.dialogError;
      goal.focus();
    }
  });
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  // Enter in the search field finds; it does not close the dialog.
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  goal.addEventListener("change", offerHeadings);
  return { prepare, insert: () => replace(area, area.selectionStart, area.selectionEnd, `[${words.value.trim()}](${target()})`) };
}

function groupOf(label, goals) {
  if (goals.length === 0) return [];
  const group = document.createElement("optgroup");
  group.label = label;
  group.append(...goals.map((each) => new Option(each.label, each.target)));
  return [group];
}

async function ask(url) {
  try {
    const answer = await fetch(url);
    return answer.ok && !answer.redirected ? await answer.json() : [];
  } catch {
    return []; // The pages and headings of this text can be chosen all the same.
  }
}
