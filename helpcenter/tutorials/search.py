"""Gives the search the neutral tutorials: what they are for, and their steps with the words of the screen."""

import hashlib
from collections.abc import Iterator, Mapping

import structlog

from helpcenter.documents.errors import ContentError
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.labels.mail_clients import MailClient
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.search.sources import SearchDocument, SearchSection, TextName
from helpcenter.tutorials.choices import list_tutorials
from helpcenter.tutorials.library import CLIENTS, SHELF, Tutorials
from helpcenter.tutorials.sheet import Line, Sheet, make_sheet

log = structlog.get_logger()


class TutorialSource:
    """The tutorials as the vendor's own sheets show them."""

    kind = "tutorial"

    def __init__(self, tutorials: Tutorials, branding: ShownBranding) -> None:
        self._tutorials = tutorials
        self._branding = branding

    def version(self) -> object:
        """The stamps of all files: there are few."""
        root = self._tutorials.root
        stamps = (file for file in self._tutorials.stamps if file.exists())
        files = [*(root / SHELF.folder).glob("*/*.md"), *(root / CLIENTS).glob("*.yaml"), *stamps]
        return frozenset((file.name, file.parent.name, file.stat().st_mtime_ns) for file in files)

    def digests(self) -> Mapping[TextName, str]:
        """Over the text, the labels of its mail client and the vendor's address."""
        found = {}
        # Only these languages have a search.
        for locale in INTERFACE_LOCALES:
            for tutorial in list_tutorials(self._tutorials, locale):
                files = (tutorial.file, self._tutorials.client_file(tutorial.meta.client))
                found[tutorial.id, locale] = self._digest(b"".join(file.read_bytes() for file in files))
        return found

    def read(self, slug: str, locale: str) -> SearchDocument | None:
        """The tutorial; None when there is none any more, or when it is broken (which the check names)."""
        try:
            tutorial = self._tutorials.find_shown(slug, locale)
            sheet = make_sheet(self._tutorials, tutorial, self._branding) if tutorial else None
            return self._document(sheet, self._tutorials.client(tutorial.meta.client)) if tutorial and sheet else None
        except (ContentError, LookupError) as error:
            log.error("content_error", mistakes=str(error))
            return None

    def _document(self, sheet: Sheet, client: MailClient) -> SearchDocument:
        locale = sheet.locale.code
        gettext = translations_of(locale).gettext
        return SearchDocument(
            kind=self.kind,
            slug=sheet.id,
            locale=locale,
            title=sheet.title,
            summary=sheet.description,
            keywords=(sheet.client_name, *client.domains, gettext("tutorial"), gettext("trusted sender")),
            url=SHELF.address.format(locale=locale, slug=sheet.id),
            # Who follows a tutorial begins at its beginning: the steps are no sections.
            sections=(SearchSection("", "", "\n".join(_texts(sheet))),),
        )

    def _digest(self, data: bytes) -> str:
        return hashlib.sha256(data + repr(self._branding).encode()).hexdigest()[:12]


def _texts(sheet: Sheet) -> Iterator[str]:
    for step in sheet.steps:
        lines = map(_plain, (step.instruction, step.help, step.expected))
        yield " ".join(filter(None, [*lines, step.typed]))
    yield from (*sheet.does, *sheet.limits, *sheet.may_still_block)


def _plain(line: Line) -> str:
    return "".join(part.text for part in line)
