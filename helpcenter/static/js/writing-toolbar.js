// The toolbar by the ARIA pattern: one stop of the Tab key, arrows within, Home and End; and the same by shortcuts in the text.
import { continueList, heading, list, wrap } from "./writing-text.js";

const ACTIONS = {
  bold: (area) => wrap(area, "**"),
  italic: (area) => wrap(area, "*"),
  heading,
  bullets: (area) => list(area, () => "- "),
  steps: (area) => list(area, (index) => `${index + 1}. `),
};
const SHORTCUTS = { b: "bold", i: "italic" };
const DIGITS = { Digit1: "heading", Digit7: "steps", Digit8: "bullets" };

export function wireToolbar(toolbar, area, dialogs) {
  const buttons = [...toolbar.querySelectorAll("button")];
  toolbar.hidden = false;
  buttons.forEach((button, index) => { button.tabIndex = index === 0 ? 0 : -1; });
  // The selection in the text stays while a button is pressed.
  toolbar.addEventListener("mousedown", (event) => event.preventDefault());
  toolbar.addEventListener("keydown", (event) => move(event, buttons));
  toolbar.addEventListener("click", (event) => press(event.target.closest("button"), area, dialogs));
  area.addEventListener("keydown", (event) => shortcut(event, area, dialogs));
  area.addEventListener("keydown", continueList);
}

function move(event, buttons) {
  const here = buttons.indexOf(document.activeElement);
  const isLeft = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const steps = { Home: 0, End: buttons.length - 1, ArrowLeft: here + 1, ArrowRight: here + 1, [isLeft]: here - 1 };
  if (!(event.key in steps) || here < 0) return;
  event.preventDefault();
  const next = buttons[(steps[event.key] + buttons.length) % buttons.length];
  buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
}

function press(button, area, dialogs) {
  if (!button) return;
  if (button.dataset.open) dialogs.open(button.dataset.open);
  else ACTIONS[button.dataset.do](area);
}

function shortcut(event, area, dialogs) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const name = event.shiftKey ? DIGITS[event.code] : SHORTCUTS[event.key.toLowerCase()];
  if (!name && (event.shiftKey || event.key.toLowerCase() !== "k")) return;
  event.preventDefault();
  if (name) ACTIONS[name](area);
  else dialogs.open("dialog_link");
}
