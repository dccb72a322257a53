"""The verbs of writing: save a text in the state that its writer chose, begin an article, record it all in the history."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import structlog

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.checks import SHARED
from helpcenter.articles.content import ARTICLES, GUIDE, Status
from helpcenter.articles.skeleton import make_skeleton, write_article
from helpcenter.documents.errors import ContentError
from helpcenter.documents.history import Author, History
from helpcenter.documents.library import Library
from helpcenter.documents.saving import Saved, SavingError, save
from helpcenter.documents.shelf import is_slug
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.writing.drafts import DraftStore
from helpcenter.writing.mistakes import Mistake, find_mistakes
from helpcenter.writing.texts import Text, file_of, open_text, what_readers_read

log = structlog.get_logger()


class Action(StrEnum):
    """What a writer wants of the text that is sent."""

    SAVE = "save"
    """Keep its state."""
    PUBLISH = "publish"
    """Readers shall see it now."""
    SCHEDULE = "schedule"
    """Readers shall see it from a moment on."""
    DRAFT = "draft"
    """Only staff shall see it, and it may have mistakes."""
    ARCHIVE = "archive"
    """Readers shall not see it any more."""


class TakenError(ValueError):
    """There is an article at this address already, or there was one."""


class SlugError(ValueError):
    """This can be no address."""


@dataclass(frozen=True)
class Desk:
    """What the verbs work with."""

    library: Library
    catalogue: Catalogue
    history: History
    drafts: DraftStore


@dataclass(frozen=True)
class Note:
    """For the history: who changed the text, when (aware), why, and what to say of changes that nobody has recorded."""

    author: Author
    moment: datetime
    message: str
    outside: str


@dataclass(frozen=True)
class Outcome:
    """What became of a text: saved (perhaps with the history behind), or not, with the mistakes that stand in the way."""

    text: Text
    saved: Saved | None
    mistakes: tuple[Mistake, ...] = ()
    is_behind: bool = False


def in_state(text: Text, action: Action, moment: str) -> Text:
    """The text with the state that the action means; `moment` is when it is to be published, on the house's clock."""
    match action:
        case Action.PUBLISH:
            return text.with_fields({"status": Status.PUBLISHED.value, "publish_at": ""})
        case Action.SCHEDULE:
            return text.with_fields({"status": Status.PUBLISHED.value, "publish_at": moment})
        case Action.DRAFT:
            return text.with_fields({"status": Status.DRAFT.value, "publish_at": ""})
        case Action.ARCHIVE:
            return text.with_fields({"status": Status.ARCHIVED.value, "publish_at": ""})
        case _:
            return text


def save_text(desk: Desk, text: Text, opened: str, note: Note) -> Outcome:
    """Check a text, write it, record it.

    Mistakes of the front matter are never saved, those of the Markdown only in what readers do not see.
    Raises ChangedMeanwhileError when the file is not the one that was opened, OutsideError for a link that leads away.
    """
    desk.catalogue.look()
    mistakes = find_mistakes(desk.library, desk.catalogue, text, note.moment)
    if any(stands_in_the_way(text, mistake) for mistake in mistakes):
        return Outcome(text, None, tuple(mistakes))
    file = file_of(desk.library, text.slug, text.locale)
    saved = save(desk.library.root, file, text.written().encode(), opened)
    # After the file: what the history cannot take now, the next save brings in (docs/decisions/0015).
    is_behind = not record(desk, saved, note)
    share(desk, text, note)
    desk.catalogue.look()
    return Outcome(text, saved, tuple(mistakes), is_behind)


def share(desk: Desk, text: Text, note: Note) -> None:
    """Give the other languages of an article what is the same in all of them: its section, its place, its addresses, what is related."""
    fields = {name: text.fields.get(name) or "" for name in SHARED}
    for locale in INTERFACE_LOCALES:
        # A file that is broken or changes at this moment is left to the check, which names the difference.
        with suppress(ContentError, SavingError):
            other = open_text(desk.library, text.slug, locale) if locale != text.locale else None
            if other and not other.is_new and any((other.text.fields.get(name) or "") != fields[name] for name in SHARED):
                file = file_of(desk.library, text.slug, locale)
                record(desk, save(desk.library.root, file, other.text.with_fields(fields).written().encode(), other.digest), note)


def stands_in_the_way(text: Text, mistake: Mistake) -> bool:
    """True when a text must not be saved with this mistake."""
    is_needed = text.slug == GUIDE
    return mistake.is_error and (bool(mistake.field) or is_needed or text.status == Status.PUBLISHED)


def record(desk: Desk, saved: Saved, note: Note) -> bool:
    """Put a save into the history; False when that must wait: the words are safe in their file."""
    return desk.history.record_or_wait(saved, note.author, note.moment, note.message, note.outside)


def with_day(text: Text, before: Text, today: date, *, is_small: bool) -> Text:
    """The text with today as the day of its last change, if readers read something else than before and it is no small matter."""
    if is_small or what_readers_read(text) == what_readers_read(before) or text.fields.get("updated_on") != before.fields.get("updated_on"):
        return text
    return text.with_fields({"updated_on": today.isoformat()})


def begin_article(desk: Desk, slug: str, title: str, section: str, note: Note) -> list[Text]:
    """Make a new article in every language: drafts with the house's first lines. Raises SlugError, TakenError."""
    if not is_slug(slug):
        raise SlugError(slug)
    desk.catalogue.look()
    folder = desk.library.root / ARTICLES.folder / slug
    # Readers who remember an old address are led to its article: a new one must not take it.
    if folder.exists() or desk.catalogue.slug_of_alias(slug):
        raise TakenError(slug)
    day = house_day(note.moment)
    files = list(write_article(folder, make_skeleton(slug, section, day, dict.fromkeys(INTERFACE_LOCALES, title))))
    for file in files:
        record(desk, Saved(file, None, file.read_bytes()), note)
    desk.catalogue.look()
    opened = [open_text(desk.library, slug, file.stem) for file in files]
    return [each.text for each in opened if each]
