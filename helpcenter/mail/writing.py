"""Writes a mail: its text with the values, in our frame, as plain text and as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import css_inline

from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import get_locale
from helpcenter.i18n.templating import TEMPLATES, make_environment
from helpcenter.mail.message import Message
from helpcenter.mail.plain import close_gaps
from helpcenter.mail.texts import MailText, Part

STYLE = TEMPLATES / "mail" / "mail.css"


@dataclass(frozen=True)
class Frame:
    """What stands around every mail: who sends it, and from where."""

    vendor: str
    vendor_address: str
    site: str

    def footer(self, locale: str, organisation: str) -> list[str]:
        """The last lines of a mail: where it comes from and whom it concerns."""
        translations = translations_of(locale)
        lines = [translations.gettext("This mail comes from the help centre of %(vendor)s: %(site)s") % self._names()]
        if organisation:
            lines.append(translations.gettext("It concerns %(organisation)s.") % {"organisation": organisation})
        return [*lines, self.vendor_address]

    def _names(self) -> dict[str, str]:
        return {"vendor": self.vendor, "site": self.site}


def write_mail(
    text: MailText, values: Mapping[str, str], frame: Frame, *, to: str, reply_to: str = "", headers: Mapping[str, str] | None = None
) -> Message:
    """The finished mail; ContentError for a mistake in its text, MailError for an address or subject that cannot be."""
    subject = text.fill_subject(values)
    parts = [piece.fill(values) for piece in text.pieces]
    footer = frame.footer(text.locale, values.get("organisation", ""))
    return Message(
        to=to,
        subject=subject,
        text=_as_text(parts, footer),
        html=_as_html(subject, parts, footer, frame, text.locale),
        name=text.file.parent.name,
        reply_to=reply_to,
        headers={"Content-Language": get_locale(text.locale).tag, **(headers or {})},
    )


def _as_text(parts: list[Part], footer: list[str]) -> str:
    body = close_gaps("\n\n".join(part.text.strip("\n") for part in parts))
    # With its blank: so mail clients know where the footer begins, and leave it out of a reply (RFC 3676, 4.3).
    return "\n".join([body, "", "-- ", *footer, ""])


def _as_html(subject: str, parts: list[Part], footer: list[str], frame: Frame, locale: str) -> str:
    template = make_environment(locale).get_template("mail/mail.html")
    return _inliner(STYLE).inline(template.render(subject=subject, parts=parts, footer=footer, vendor=frame.vendor))


@cache
def _inliner(style: Path) -> css_inline.CSSInliner:
    # Nothing is fetched while a mail is written, whatever its HTML says.
    return css_inline.CSSInliner(extra_css=style.read_text(encoding="utf-8"), load_remote_stylesheets=False)
