// Shows the preview of the paper in pages, broken where the printer breaks them: between rows of steps, before what must stay in one piece.
const HEIGHT = 297;
const GAP = 6;
const TOP = 9;
const BOTTOM = 12.5;
// As the printer has it: a sheet of ordinary size that takes more is laid out tighter.
const MOST = 2;
const LATER = [100, 400, 1200, 3000];
let again = [];

export function layPages(shown) {
  const paper = shown.querySelector(".paper");
  if (!paper || !paper.offsetWidth) return;
  const tighter = [...shown.querySelectorAll("link[data-tighter]")];
  for (const link of tighter) link.media = "not all";
  let pages = lay(paper);
  for (const link of tighter) {
    if (pages <= MOST) break;
    link.media = "all";
    pages = lay(paper);
  }
  mark(paper, pages);
}

function lay(paper) {
  clear(paper);
  paper.classList.add("paper-paged");
  const step = (HEIGHT + GAP) * millimetre(paper);
  for (const unit of units(paper)) keepWhole(unit, paper, step);
  const last = paper.querySelector(".sheet").getBoundingClientRect().bottom - paper.getBoundingClientRect().top;
  return Math.max(1, Math.ceil(last / step));
}

// Pictures and styles that come later change the height. The frame is a sandbox, where no listener runs: so look again a few times.
export function followPages(shown) {
  layPages(shown);
  again.forEach(clearTimeout);
  again = LATER.map((milliseconds) => setTimeout(layPages, milliseconds, shown));
}

function millimetre(paper) {
  return paper.offsetWidth / 210;
}

function clear(paper) {
  for (const each of paper.querySelectorAll("[data-pushed]")) {
    each.style.removeProperty("margin-block-start");
    each.removeAttribute("data-pushed");
  }
  for (const each of paper.querySelectorAll(".paper-end")) each.remove();
}

// What stays in one piece, in its order: each a list of elements that stand beside each other.
function units(paper) {
  const isLarge = paper.querySelector(".sheet-large") !== null;
  const backs = isLarge ? ".sheet-back > .sheet-own-words, .sheet-box, .sheet-foot" : ".sheet-back";
  const rows = [];
  for (const each of paper.querySelectorAll(`.sheet-question, .sheet-step, ${backs}`)) {
    const row = rows.at(-1);
    const isBeside = row && each.matches(".sheet-step, .sheet-box") && Math.abs(top(row[0]) - top(each)) < 2;
    if (isBeside) row.push(each);
    else rows.push([each]);
  }
  return rows;
}

function top(element) {
  return element.getBoundingClientRect().top;
}

function keepWhole(unit, paper, step) {
  const start = paper.getBoundingClientRect().top;
  const from = Math.min(...unit.map(top)) - start;
  const to = Math.max(...unit.map((each) => each.getBoundingClientRect().bottom)) - start;
  const page = Math.floor(from / step);
  const end = page * step + (HEIGHT - BOTTOM) * millimetre(paper);
  const isForced = unit[0].matches(".sheet-short .sheet-back") && page === 0;
  if (to <= end + 1 && !isForced) return;
  const push = (page + 1) * step + TOP * millimetre(paper) - from;
  for (const each of unit) {
    const before = Number.parseFloat(paper.ownerDocument.defaultView.getComputedStyle(each).marginTop) || 0;
    each.style.setProperty("margin-block-start", `${before + push}px`);
    each.setAttribute("data-pushed", "");
  }
}

// The end of each page: whose it is, its number, and the grey between it and the next one.
function mark(paper, pages) {
  const unit = millimetre(paper);
  const name = paper.querySelector(".sheet-organisation")?.textContent ?? "";
  for (let page = 1; page <= pages; page++) {
    const end = paper.ownerDocument.createElement("div");
    end.className = page < pages ? "paper-end paper-between" : "paper-end";
    end.setAttribute("aria-hidden", "true");
    end.style.setProperty("inset-block-start", `${((HEIGHT + GAP) * (page - 1) + HEIGHT - BOTTOM) * unit}px`);
    for (const words of [name, `${page} / ${pages}`]) end.append(Object.assign(paper.ownerDocument.createElement("span"), { textContent: words }));
    paper.append(end);
  }
  paper.style.setProperty("min-block-size", `${((HEIGHT + GAP) * pages - GAP) * unit}px`);
}

for (const frame of document.querySelectorAll("iframe[name=studio-preview]")) {
  frame.addEventListener("load", () => followPages(frame.contentDocument));
  if (frame.contentDocument?.readyState === "complete") followPages(frame.contentDocument);
}
