// Anchors are the same in every language: the other language opens at the same section.

export function keepPlace(links, place) {
  for (const link of links) {
    link.addEventListener("click", () => { link.hash = place(); });
  }
}
