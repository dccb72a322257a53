"""What staff do about words that were searched in vain: a synonym, a best answer, a new draft. All three are files of content/."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpcenter.articles.content import ARTICLES, LONGEST_KEYWORD, TITLE
from helpcenter.articles.sections import read_sections
from helpcenter.articles.skeleton import make_skeleton, write_article
from helpcenter.documents.history import Author, History
from helpcenter.documents.library import Library
from helpcenter.documents.rewriting import set_field
from helpcenter.documents.saving import ChangedMeanwhileError, Saved, digest_of, read_bytes, save
from helpcenter.feedback.missing import Missing
from helpcenter.feedback.versions import TextNow
from helpcenter.feedback.wordlists import WordListError, add_answer, add_synonym
from helpcenter.i18n.formats import house_day
from helpcenter.organisations.texts import make_slug

# What the search room accepts as a member of a group.
LONGEST_MEMBER = 80
LONGEST_SLUG = 60
# Somebody may save the same file at this very moment; a second try reads it anew.
TRIES = 5


class AnswerProblem(StrEnum):
    """Why nothing was written."""

    NO_WORDS = "no_words"
    """The other words are missing, or the same."""
    TOO_LONG = "too_long"
    """Too long for a synonym."""
    NO_ARTICLE = "no_article"
    """No article was chosen, or it does not exist any more."""
    FILE = "file"
    """content/search/<locale>.yaml is written in a way that a program cannot extend safely."""
    NO_SLUG = "no_slug"
    """No title or address can be made from these words."""
    TAKEN = "taken"
    """There is an article with this address already."""


class AnswersError(ValueError):
    """Nothing was written; `problem` says why."""

    def __init__(self, problem: AnswerProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Answers:
    """Writes into the content folder of a library, in somebody's name."""

    library: Library
    history: History
    author: Author
    now: datetime

    def add_synonym(self, found: Missing, same_as: str) -> None:
        """Let these words mean the same as others; AnswersError."""
        other = " ".join(same_as.lower().split())
        if not other or other == found.words:
            raise AnswersError(AnswerProblem.NO_WORDS)
        if max(len(other), len(found.words)) > LONGEST_MEMBER:
            raise AnswersError(AnswerProblem.TOO_LONG)
        self._change(found.locale, lambda text: add_synonym(text, found.words, other), f"Synonym: {other} = {found.words}")

    def add_answer(self, found: Missing, typed: str, texts: Iterable[TextNow]) -> None:
        """Let an article, named by its title or its slug, come first for these words; AnswersError."""
        slug = next((text.slug for text in texts if typed.casefold() in {text.slug, text.title.casefold()}), None)
        if slug is None:
            raise AnswersError(AnswerProblem.NO_ARTICLE)
        self._change(found.locale, lambda text: add_answer(text, found.words, slug), f"Best answer: {found.words} → {slug}")

    def begin_draft(self, found: Missing) -> str:
        """Begin an article about these words, a draft in every language; gives its slug; AnswersError."""
        slug, title = make_slug(found.words, LONGEST_SLUG), found.words.capitalize()[: TITLE[1]]
        if not slug or len(title) < TITLE[0]:
            raise AnswersError(AnswerProblem.NO_SLUG)
        section = read_sections(self.library)[0].id
        folder = self.library.root / ARTICLES.folder / slug
        texts = make_skeleton(slug, section, house_day(self.now), {found.locale: title})
        texts[found.locale] = set_field(texts[found.locale], "keywords", [found.words[:LONGEST_KEYWORD]], folder / f"{found.locale}.md")
        try:
            # Whoever was first has begun it: the folder cannot be made twice.
            files = list(write_article(folder, texts))
        except FileExistsError:
            raise AnswersError(AnswerProblem.TAKEN) from None
        for file in files:
            self._record(Saved(file, None, file.read_bytes()), f"New draft: {title}")
        return slug

    def _change(self, locale: str, change: Callable[[str], str], message: str) -> None:
        file = self.library.root / "search" / f"{locale}.yaml"
        for _ in range(TRIES):
            before = read_bytes(file)
            try:
                after = change((before or b"").decode("utf-8"))
                saved = save(self.library.root, file, after.encode("utf-8"), digest_of(before))
            except ChangedMeanwhileError:
                continue
            except (WordListError, UnicodeDecodeError) as error:
                raise AnswersError(AnswerProblem.FILE) from error
            self._record(saved, message)
            return
        raise AnswersError(AnswerProblem.FILE)

    def _record(self, saved: Saved, message: str) -> None:
        # The file counts, not its history: whatever the history cannot take now, a later save records.
        if saved.is_change:
            self.history.record_or_wait(saved, self.author, self.now, message, "Changed outside the browser")
