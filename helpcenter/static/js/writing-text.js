// Changes to the text in a field, in ways that the browser's own undo can take back.

export function replace(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  // The only way into the browser's undo list; where it does not work the text is set without it.
  const isDone = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (!isDone) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

export function lineAround(area, from = area.selectionStart, to = area.selectionEnd) {
  const start = area.value.lastIndexOf("\n", from - 1) + 1;
  const end = area.value.indexOf("\n", to);
  return { start, end: end < 0 ? area.value.length : end };
}

export function wrap(area, mark) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const words = value.slice(from, to);
  const outside = value.slice(from - mark.length, from) === mark && value.slice(to, to + mark.length) === mark;
  if (outside) {
    replace(area, from - mark.length, to + mark.length, words);
    area.setSelectionRange(from - mark.length, to - mark.length);
    return;
  }
  replace(area, from, to, mark + words + mark);
  area.setSelectionRange(from + mark.length, to + mark.length);
}

export function list(area, makeMark) {
  const { start, end } = lineAround(area);
  const lines = area.value.slice(start, end).split("\n");
  const plain = lines.map((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/, ""));
  const marked = plain.map((line, index) => makeMark(index) + line);
  const isListed = lines.every((line, index) => line === marked[index]);
  const text = (isListed ? plain : marked).join("\n");
  // A list needs an empty line before it.
  const before = area.value.slice(0, start);
  const gap = isListed || start === 0 || before.endsWith("\n\n") || /(?:^|\n)\s*(?:[-*]|\d+\.)\s[^\n]*\n$/.test(before) ? "" : "\n";
  replace(area, start, end, gap + text);
}

export function makeAnchor(words) {
  const plain = words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "").slice(0, 40).replace(/-+$/, "") || "section";
}

function freeAnchor(area, words) {
  const wanted = makeAnchor(words);
  let anchor = wanted;
  for (let number = 2; area.value.includes(`{#${anchor}}`); number += 1) anchor = `${wanted}-${number}`;
  return anchor;
}

// A line becomes a heading, a heading a smaller one, the smallest a line again; an anchor that is there stays.
export function heading(area) {
  const { start, end } = lineAround(area, area.selectionStart, area.selectionStart);
  const line = area.value.slice(start, end);
  const [, marks, words, anchor] = /^(#*)\s*(.*?)\s*(\{#[a-z0-9-]+\})?\s*$/.exec(line);
  const next = { "": "##", "##": "###" }[marks] ?? "";
  const fallback = words || "…";
  const text = next ? `${next} ${fallback} ${anchor ?? `{#${freeAnchor(area, words)}}`}` : words;
  replace(area, start, end, text);
  const at = start + (next ? next.length + 1 : 0);
  area.setSelectionRange(at, at + (next ? fallback.length : words.length));
}

// The words as a block of their own, with empty lines around them.
export function insertBlock(area, text, select = "") {
  const { selectionEnd: at, value } = area;
  const before = at === 0 || value.slice(0, at).endsWith("\n\n") ? "" : value.slice(0, at).endsWith("\n") ? "\n" : "\n\n";
  const after = value.slice(at).startsWith("\n\n") || at === value.length ? "" : "\n\n";
  replace(area, at, at, before + text + after);
  if (select) {
    const from = at + before.length + text.indexOf(select);
    area.setSelectionRange(from, from + select.length);
  }
}

// Enter in a list goes on with it; on an empty item it ends the list.
export function continueList(event) {
  const area = event.currentTarget;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || area.selectionStart !== area.selectionEnd) return;
  const { start } = lineAround(area);
  const line = area.value.slice(start, area.selectionStart);
  const match = /^(\s*)(?:([-*])|(\d+)\.)\s+(.*)$/.exec(line);
  if (!match) return;
  event.preventDefault();
  const [, indent, bullet, number, words] = match;
  if (words === "") replace(area, start, area.selectionStart, "");
  else replace(area, area.selectionStart, area.selectionStart, `\n${indent}${bullet ?? `${Number(number) + 1}.`} `);
}

export function goToLine(area, number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  // A field that receives the focus shows its selection.
  area.blur();
  area.focus();
}
