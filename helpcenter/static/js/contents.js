// Marks, in the table of contents, the section that is being read; returns a function that names its anchor.

const WIDE = matchMedia("(min-width: 64rem)");

export function followContents(details) {
  if (!details) return () => "";
  const links = new Map([...details.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = "";

  const mark = () => {
    const found = sectionAt(headings);
    if (found === current) return;
    links.get(current)?.removeAttribute("aria-current");
    links.get(found)?.setAttribute("aria-current", "location");
    if (WIDE.matches) keepVisible(details.parentElement, links.get(found));
    current = found;
  };

  openWhenWide(details);
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  addEventListener("resize", mark);
  mark();
  return () => current;
}

// The last heading above the upper third of the window; at the foot of the page, the last one that can be seen.
function sectionAt(headings) {
  const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
  const line = isAtEnd ? innerHeight : innerHeight / 3;
  const above = headings.filter((heading) => heading.getBoundingClientRect().top <= line);
  return above.at(-1)?.id ?? "";
}

// On a phone the list is folded; on a wide screen it stands beside the text.
function openWhenWide(details) {
  const adjust = () => { details.open = WIDE.matches; };
  WIDE.addEventListener("change", adjust);
  adjust();
  details.addEventListener("click", (event) => {
    if (!WIDE.matches && event.target.closest("a")) details.open = false;
  });
}

function keepVisible(frame, link) {
  if (!link || frame.scrollHeight <= frame.clientHeight) return;
  const top = link.offsetTop - frame.clientHeight / 2;
  frame.scrollTo({ top });
}
