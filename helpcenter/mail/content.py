"""What `content check` says of the mails: readable, in every language, with the same variables in each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpcenter.documents.checks import Check, Level, Problem, problems_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Shelf
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.mail.texts import FOLDER, NAME, MailText, Prose, parse_mail


def check_mails(library: Library) -> Iterator[Problem]:
    """All problems of content/mails."""
    folder = library.root / FOLDER
    for item in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not item.is_dir() or not NAME.fullmatch(item.name):
            yield Problem(item, 1, Level.ERROR, "is no mail: a folder of small letters, digits and hyphens, with fr.md and en.md")
            continue
        yield from _check_mail(item)


def _check_mail(folder: Path) -> Iterator[Problem]:
    texts: list[MailText] = []
    for locale in INTERFACE_LOCALES:
        try:
            text = parse_mail(folder / f"{locale}.md", locale)
        except ContentError as error:
            yield from problems_of(error)
            continue
        texts.append(text)
        yield from _check_markdown(text)
    yield from _check_variables(texts)


def _check_markdown(text: MailText) -> Iterator[Problem]:
    for piece in text.pieces:
        if isinstance(piece, Prose):
            for error in piece.render().problems:
                yield from problems_of(error)


def _check_variables(texts: list[MailText]) -> Iterator[Problem]:
    """A value that one language shows and another does not is lost to its readers."""
    # By name, not by place: a sentence may be built otherwise in another language.
    used = {text.locale: {variable.name for variable in text.variables()} for text in texts}
    everywhere = set().union(*used.values())
    for text in texts:
        if missing := sorted(everywhere - used[text.locale]):
            names = ", ".join(missing)
            yield Problem(text.file, 1, Level.ERROR, f"does not use {names}, which another language uses")


# Mails are no pages: nothing links to them, so they stand on no shelf.
SHELVES: tuple[Shelf[Any], ...] = ()
CHECKS: tuple[Check, ...] = (check_mails,)
