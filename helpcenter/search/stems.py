"""The keys under which a word is indexed: its stem, found with or without accents, singular or plural, in any form.

French stems are made of the word as written and of the word without accents, and lose their accents afterwards: the
stemmer needs the accents (bloquée → bloqu), readers do not type them (bloquee → bloque). Both keys are indexed and both
are looked for; where they are the same word, there is only one.
"""

from functools import lru_cache
from sys import intern

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from helpcenter.search.words import LONGEST, fold, is_code

ANALYZERS = {
    locale: TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(name)).build()
    for locale, name in (("fr", "french"), ("en", "english"))
}
# What French stems keep although it says only "plural" or "feminine", in words typed without accents above all.
FRENCH_ENDINGS = "esx"
SHORTEST_STEM = 3


@lru_cache(maxsize=100_000)
def keys_of(word: str, locale: str) -> tuple[str, ...]:
    """One or two keys of a word, without accents."""
    if is_code(word):
        return (fold(word)[:LONGEST],)
    if word.isascii():
        return (intern(_finish(_stem(word, locale), locale)),)
    folded = fold(word)
    first = _finish(fold(_stem(word, locale)), locale)
    second = _finish(_stem(folded, locale), locale)
    return (intern(first),) if first == second else (intern(first), intern(second))


def _stem(word: str, locale: str) -> str:
    stems = ANALYZERS[locale].analyze(word[:LONGEST])
    return stems[0] if stems else word


def _finish(stem: str, locale: str) -> str:
    if locale == "en":
        # organize and organise are one word.
        return stem.replace("iz", "is").replace("yz", "ys")
    # A double s belongs to the word: "passe" must not become "pas", which stands in every second sentence.
    while len(stem) > SHORTEST_STEM and stem[-1] in FRENCH_ENDINGS and not stem.endswith("ss"):
        stem = stem[:-1]
    return stem
