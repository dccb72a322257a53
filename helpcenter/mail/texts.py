"""The texts of mails: content/mails/<name>/<locale>.md, a subject and Markdown with variables.

A line that is nothing but a link becomes a button; only there may the address be a variable.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from pydantic import Field

from helpcenter.documents.errors import ContentError, raise_together
from helpcenter.documents.frontmatter import FrontMatter, read_document
from helpcenter.documents.markdown import Rendered, render_markdown
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import Variable, fill_slots, fill_text, protect
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.mail.plain import plain_text

FOLDER = "mails"
NAME = re.compile(r"[a-z][a-z0-9-]*")
BUTTON = re.compile(r"\s*\[([^\[\]]+)\]\((\{\{[^{}]*\}\}|[^()\s]+)\)\s*")
# What a value without words leaves behind: a note that staff did not write, for example.
EMPTY = re.compile(r"<blockquote>\s*(?:<p>\s*</p>\s*)*</blockquote>\n?|<p>\s*</p>\n?")
# The subject is the only field of the front matter, below its opening line.
SUBJECT_LINE = 2
WEB = ("https://", "http://")


class MailMeta(FrontMatter):
    """The front matter of a mail."""

    subject: str = Field(min_length=1, max_length=150)


@dataclass(frozen=True)
class Part:
    """A piece of a finished mail: running HTML, or a button."""

    html: Markup
    text: str
    url: str = ""


@dataclass(frozen=True)
class Prose:
    """Some Markdown of a mail."""

    source: str
    file: Path
    locale: str
    line: int

    def fill(self, values: Mapping[str, str]) -> Part:
        """Put the values in; ContentError for a mistake in the Markdown or a variable without value."""
        rendered = self.render()
        raise_together(rendered.problems)
        html = EMPTY.sub("", rendered.fill(values).html)
        prepared, used = protect(self.source, self.file, self.line)
        # The sanitiser has seen this HTML; only empty elements were taken out of it.
        return Part(Markup(html), fill_slots(plain_text(prepared), used, values))  # noqa: S704

    def render(self) -> Rendered:
        """The Markdown as safe HTML, with what was found in it."""
        return render_markdown(self.source, file=self.file, locale=self.locale, first_line=self.line)

    def variables(self) -> tuple[Variable, ...]:
        """The variables used here."""
        return protect(self.source, self.file, self.line)[1]


@dataclass(frozen=True)
class Button:
    """The link that a mail is about."""

    label: str
    target: str
    file: Path
    locale: str
    line: int

    def fill(self, values: Mapping[str, str]) -> Part:
        """Put the values in; ContentError when the result is no address that a reader could open."""
        label = typeset(fill_text(self.label, values, self.file, self.line), self.locale)
        url = fill_text(self.target, values, self.file, self.line)
        # A value is part of it: nothing but a web address becomes something to press in a mail of ours.
        if not url.startswith(WEB) or any(character.isspace() for character in url):
            raise ContentError(self.file, self.line, "the button needs a complete address: https://…")
        return Part(Markup.escape(label), f"{label}\n{url}", url)

    def variables(self) -> tuple[Variable, ...]:
        """The variables used here."""
        return protect(f"{self.label}{self.target}", self.file, self.line)[1]


@dataclass(frozen=True)
class MailText:
    """One mail in one language, before its values are known."""

    file: Path
    locale: str
    subject: str
    pieces: tuple[Prose | Button, ...]

    def variables(self) -> tuple[Variable, ...]:
        """All variables of the subject and the text."""
        return (*protect(self.subject, self.file, SUBJECT_LINE)[1], *(variable for piece in self.pieces for variable in piece.variables()))

    def fill_subject(self, values: Mapping[str, str]) -> str:
        """The subject with its values."""
        return typeset(fill_text(self.subject, values, self.file, SUBJECT_LINE), self.locale)


def read_mail(folder: Path, name: str, locale: str) -> MailText:
    """The text of a mail in a language, in French when that language lacks it; ContentError when there is none."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of a mail: {name!r}")
    file = folder / name / f"{locale}.md"
    if not file.is_file():
        locale, file = DEFAULT_LOCALE, folder / name / f"{DEFAULT_LOCALE}.md"
    return parse_mail(file, locale)


def parse_mail(file: Path, locale: str) -> MailText:
    """Read one file; ContentError with file and line when it is missing or wrong."""
    document = read_document(file, MailMeta)
    return MailText(file, locale, document.meta.subject, tuple(_pieces(document.body, file, locale, document.body_line)))


def _pieces(body: str, file: Path, locale: str, first_line: int) -> Iterator[Prose | Button]:
    """Take the body apart at its buttons."""
    lines: list[str] = []
    for number, line in enumerate(body.split("\n"), start=first_line):
        match = BUTTON.fullmatch(line)
        if not match:
            lines.append(line)
            continue
        yield from _prose(lines, file, locale, number - len(lines))
        lines = []
        yield Button(match[1], match[2], file, locale, number)
    yield from _prose(lines, file, locale, first_line + body.count("\n") + 1 - len(lines))


def _prose(lines: list[str], file: Path, locale: str, line: int) -> Iterator[Prose]:
    if any(item.strip() for item in lines):
        yield Prose("\n".join(lines), file, locale, line)
