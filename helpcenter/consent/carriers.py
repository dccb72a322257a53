"""The words around a code, one text per carrier. Each names the organisation, says how to check it, and asks for no secret."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from helpcenter.consent.codes import group_code
from helpcenter.consent.models import Carrier
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.gsm import ONE_SEGMENT, PER_WIDE_SEGMENT, count_places, count_segments, has_gsm_form, to_gsm
from helpcenter.i18n.locales import DEFAULT_LOCALE, FAMILY_LOCALES, LOCALES, Locale, get_locale
from helpcenter.i18n.templating import make_environment

SHORTEST_NAME = 12
# Each segment is paid for: one in French and English, two at most elsewhere (consent-and-cases, section 2).
MOST_SEGMENTS = 2
# In a plain text only a sign can say where the direction changes: without it, a code that begins with digits falls apart in Arabic.
LEFT_TO_RIGHT_MARK = "\u200e"


@dataclass(frozen=True)
class Invited:
    """What the texts name; nothing about the person, so that a program that reads a text learns nothing to type."""

    organisation: str
    contact_line: str
    code: str
    url: str
    entry_url: str
    expires_on: date


def render_message(carrier: Carrier, invited: Invited, locale: str | None) -> str:
    """The text of one carrier; without a known language, French with links to the others."""
    if carrier is Carrier.SMS:
        return render_sms(invited, locale or DEFAULT_LOCALE)
    template = make_environment(locale or DEFAULT_LOCALE).get_template(f"consent/carriers/{carrier.value}.txt")
    # What is read aloud on the telephone names one page: nobody dictates seven more.
    others = [] if locale or carrier is Carrier.PHONE else [LOCALES[code] for code in FAMILY_LOCALES if code != DEFAULT_LOCALE]
    return (
        template.render(
            invited=invited, code=_written_code(invited.code, locale or DEFAULT_LOCALE), links=_links(invited.url, others)
        ).strip()
        + "\n"
    )


def render_sms(invited: Invited, locale: str) -> str:
    """One text message of GSM-7 letters: the fullest wording that fits into one segment. Another script keeps its letters."""
    if not has_gsm_form(_sms_wordings(locale)[-1]):
        return _render_other_script(_sms_wordings(locale), invited)
    for wording in _sms_wordings(locale):
        text = _fill_sms(wording, invited.organisation, invited.url)
        if count_places(text) <= ONE_SEGMENT:
            return text
    return _with_shorter_name(_sms_wordings(locale)[-1], invited)


def _render_other_script(wordings: tuple[str, ...], invited: Invited) -> str:
    """Two segments at most, in a script whose letters need twice the room: the fullest wording that fits, else a shorter name."""
    for wording in wordings:
        text = wording % {"organisation": invited.organisation, "url": invited.url}
        if count_segments(text) <= MOST_SEGMENTS:
            return text
    rest = len(wordings[-1] % {"organisation": "", "url": invited.url})
    room = max(MOST_SEGMENTS * PER_WIDE_SEGMENT - rest, SHORTEST_NAME)
    name = _shorten(invited.organisation, room, "…")
    return wordings[-1] % {"organisation": name, "url": invited.url}


def _sms_wordings(locale: str) -> tuple[str, ...]:
    _ = translations_of(locale).gettext
    return (
        _("%(organisation)s: our mails are blocked. Answer: %(url)s Not sure? Call the number you know, or type the code on our site"),
        _("%(organisation)s: mails blocked. Answer: %(url)s Not sure? Call the number you know or type the code on our site"),
        _("%(organisation)s: mails blocked. Answer: %(url)s Not sure? Call us or type the code on our site"),
    )


def _fill_sms(wording: str, organisation: str, url: str) -> str:
    return to_gsm(wording % {"organisation": organisation, "url": url})


def _with_shorter_name(wording: str, invited: Invited) -> str:
    """The shortest wording with as much of the name as fits; a very long site address may take a second segment."""
    rest = count_places(_fill_sms(wording, "", invited.url))
    room = max(ONE_SEGMENT - rest, SHORTEST_NAME)
    return _fill_sms(wording, _shorten(to_gsm(invited.organisation), room, "..."), invited.url)


def _shorten(name: str, room: int, mark: str) -> str:
    # A first word that does not fit is cut: the library would leave the mark alone, and a text that names nobody is taken for phishing.
    whole_words = shorten(name, width=room, placeholder=mark)
    return whole_words if whole_words != mark else name[: room - len(mark)] + mark


def _links(url: str, others: list[Locale]) -> list[str]:
    return [f"{locale.name}: {url}?locale={locale.code}" for locale in others]


def _written_code(code: str, locale: str) -> str:
    mark = LEFT_TO_RIGHT_MARK if get_locale(locale).direction == "rtl" else ""
    return mark + group_code(code)
