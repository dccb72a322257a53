"""Best answers: for these queries, staff say which article comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpcenter.search.plan import Plan
from helpcenter.search.stems import keys_of
from helpcenter.search.stopwords import is_stop_word
from helpcenter.search.words import split_words


@dataclass(frozen=True)
class Target:
    """An article, and perhaps one of its sections."""

    slug: str
    anchor: str


class BestAnswers:
    """The answers of one language, found whatever accents, plurals and little words are typed."""

    def __init__(self, answers: Mapping[str, Sequence[str]], locale: str) -> None:
        self._locale = locale
        self._targets = {self._name(query): tuple(map(parse_target, targets)) for query, targets in answers.items()}
        self._longest = max(map(len, self._targets), default=0)

    def find(self, plan: Plan) -> tuple[Target, ...]:
        """What staff chose for this query; nothing for most."""
        if len(plan.asks) > self._longest:
            return ()
        return self._targets.get(frozenset([ask.keys[-1] for ask in plan.asks]), ())

    def _name(self, query: str) -> frozenset[str]:
        words = split_words(query, self._locale)
        meaning = [word for word in words if not is_stop_word(word, self._locale)] or words
        return frozenset(keys_of(word, self._locale)[-1] for word in meaning)


def parse_target(text: str) -> Target:
    """An article as staff write it: slug or slug#anchor."""
    slug, _, anchor = text.partition("#")
    return Target(slug, anchor)
