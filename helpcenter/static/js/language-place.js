// Anchors are the same in every language: the other language opens at the section that is being read.

export function keepPlaceInOtherLanguages(links, place) {
  for (const link of links) {
    link.addEventListener("click", () => {
      const anchor = place();
      link.hash = anchor && scrollY > 0 ? anchor : "";
    });
  }
}
