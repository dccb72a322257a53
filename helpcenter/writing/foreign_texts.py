"""Short texts of imported articles, fitted to what front matter allows: summaries, titles, anchors."""

import re

from helpcenter.articles.content import SUMMARY
from helpcenter.organisations.texts import clean_line, make_slug
from helpcenter.writing.freshdesk import ForeignArticle

LONGEST_ANCHOR = 50
# They have no decomposition that would leave the plain letters.
LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"})
# Braces would be taken for a variable.
BRACES = str.maketrans("{}", "()")
SENTENCE = re.compile(r".+?[.!?…](?=\s|$)")
SUMMARIES = {
    "fr": "Article repris de l’ancien centre d’aide : « {title} ».",
    "en": "An article taken over from the old help centre: “{title}”.",
}


def address_of(text: str, longest: int) -> str:
    """Words as an address: small letters, digits and hyphens, “œ” as “oe”; empty when nothing is left of them."""
    return make_slug(text.translate(LIGATURES), longest)


def make_anchors(headings: list[str]) -> list[str]:
    """An anchor for each heading, each once."""
    anchors: list[str] = []
    for heading in headings:
        plain = address_of(heading, LONGEST_ANCHOR)
        # An anchor begins with a letter.
        wanted = plain if plain[:1].isalpha() else f"part-{plain}".rstrip("-")
        number, anchor = 1, wanted
        while anchor in anchors:
            number += 1
            anchor = f"{wanted}-{number}"
        anchors.append(anchor)
    return anchors


def make_summary(article: ForeignArticle, title: str, plain: str) -> str:
    """One sentence: what the old help centre had for search engines, else the first of the text, else its title."""
    first = SENTENCE.match(plain)
    for text in (article.summary, first[0] if first else plain):
        cleaned = cut(clean_line(text).translate(BRACES), SUMMARY[1])
        if len(cleaned) >= SUMMARY[0]:
            return cleaned
    return SUMMARIES[article.locale].format(title=title)


def cut(text: str, longest: int) -> str:
    """The text, or as many whole words of it as fit, with a sign that there was more."""
    if len(text) <= longest:
        return text
    return text[: longest - 2].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
