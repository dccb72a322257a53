"""The mail that a person sends instead of answering on the page: prepared with the code, and known again when it arrives."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import FAMILY_LOCALES

LETTERS = re.compile(r"\w+")


@dataclass(frozen=True)
class PreparedMail:
    """Subject and text, in the person's language."""

    subject: str
    body: str

    def link(self, address: str) -> str:
        """The mail as a link that a mail client opens."""
        # Percent signs for blanks: mail clients show a plus as a plus (RFC 6068, 5).
        words = {"subject": self.subject, "body": self.body}
        return f"mailto:{quote(address, safe='@')}?{urlencode(words, quote_via=quote)}"


def prepare_mail(organisation: str, grouped_code: str, locale: str) -> PreparedMail:
    """The prepared mail of one code."""
    _ = translations_of(locale).gettext
    subject = _("My answer: %(code)s") % {"code": grouped_code}
    return PreparedMail(subject, f"{_yes(organisation, locale)}\r\n\r\n{grouped_code}\r\n")


def is_prepared_yes(text: str, organisation: str) -> bool:
    """True when the prepared sentence stands in what a person wrote, in any language, and nothing beside it but the code and a greeting.

    Somebody who writes more may have meant something else: a person reads that.
    """
    own = _words(text)
    sentence = next((words for locale in FAMILY_LOCALES if (words := _words(_yes(organisation, locale))) in own), "")
    return bool(sentence) and len(own.replace(sentence, "", 1).split()) <= MOST_OTHER_WORDS


# The code (four groups), and a name below it.
MOST_OTHER_WORDS = 8


def _yes(organisation: str, locale: str) -> str:
    _ = translations_of(locale).gettext
    return _("I want to receive the mails of %(organisation)s.") % {"organisation": organisation}


def _words(text: str) -> str:
    """Only letters and digits, so that line breaks, apostrophes and blanks of any kind make no difference."""
    return f" {' '.join(LETTERS.findall(unicodedata.normalize('NFKC', text).casefold()))} "
