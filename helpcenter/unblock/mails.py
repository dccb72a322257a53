"""Mails about cases: to the organisation's members and to staff. They name requests by number, never a family or an address."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.accounts.queries import list_staff
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import DEFAULT_LOCALE, INTERFACE_LOCALES
from helpcenter.mail.service import Mailer
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import list_memberships
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.news import News
from helpcenter.unblock.workflow import NextAction

REMINDER, NEWS, QUIET, PROVIDER = "case-reminder", "case-news", "case-quiet", "provider-waiting"
MEMBER = "member:"
OWN_CASES, STAFF_CASES = "/organisation/cases", "/staff/cases"
# A longer list is read on the page.
MOST_NUMBERS = 12

Cases = Sequence[UnblockCase]
Sentence = Callable[[str, Cases], str]


@dataclass(frozen=True)
class CaseMails:
    """Writes these mails into the outbox; none is sent twice, for each has a key."""

    mailer: Mailer
    site: str

    def remind(self, session: Session, organisation: Organisation, cases: Cases, day: str, *, everybody: bool = False) -> None:
        """What waits for the organisation; at most once a day for each reader."""
        groups = {action.value: [case for case in cases if case.next_action is action] for action in REMINDED}
        variables = {action.value: (groups[action.value], REMINDED[action]) for action in REMINDED}
        readers = readers_of(session, organisation, () if everybody else cases)
        self._write(session, REMINDER, organisation, cases, readers, f"{REMINDER}:{organisation.id}:{day}", variables)

    def tell_news(self, session: Session, organisation: Organisation, news: Mapping[News, Cases], moment: str) -> None:
        """What others did to the organisation's cases within a quarter of an hour."""
        cases = [case for group in news.values() for case in group]
        variables = {kind.value: (news.get(kind, ()), TOLD[kind]) for kind in News}
        readers = readers_of(session, organisation, cases)
        self._write(session, NEWS, organisation, cases, readers, f"{NEWS}:{organisation.id}:{moment}", variables)

    def ask_whether_mails_arrive(self, session: Session, organisation: Organisation, cases: Cases, day: str) -> None:
        """A week after a block was lifted."""
        readers = readers_of(session, organisation, cases)
        variables: dict[str, tuple[Cases, Sentence]] = {"requests": (cases, _request_list)}
        self._write(session, QUIET, organisation, cases, readers, f"{QUIET}:{organisation.id}:{day}", variables)

    def remind_staff(self, session: Session, cases: Cases, day: str, asked_on: Callable[[str], str]) -> None:
        """The provider has not answered; `asked_on(locale)` is the day on which it was asked, in words."""
        for user in list_staff(session):
            if user.active:
                locale = _locale_of(user)
                variables = {"requests": _request_list(locale, cases), "day": asked_on(locale), "link": self.site + STAFF_CASES}
                self.mailer.send(PROVIDER, user.email, locale, variables, session=session, key=f"{PROVIDER}:{day}:{user.id}")

    def _write(
        self,
        session: Session,
        name: str,
        organisation: Organisation,
        cases: Cases,
        readers: Iterable[User],
        key: str,
        groups: Mapping[str, tuple[Cases, Sentence]],
    ) -> None:
        link = self.site + OWN_CASES + (f"/{cases[0].id}" if len(cases) == 1 else "")
        for user in readers:
            locale = _locale_of(user)
            sentences = {slot: say(locale, group) if group else "" for slot, (group, say) in groups.items()}
            variables = {"organisation": organisation.name, "link": link, **sentences}
            self.mailer.send(name, user.email, locale, variables, session=session, key=f"{key}:{user.id}")


def readers_of(session: Session, organisation: Organisation, cases: Cases) -> list[User]:
    """Those who opened these cases and still belong here; everybody when there is no such person, or no case is named."""
    members = [membership.user for membership in list_memberships(session, organisation) if membership.user.active]
    openers = {case.opened_by for case in cases}
    return [user for user in members if f"{MEMBER}{user.id}" in openers] or members


def _locale_of(user: User) -> str:
    return user.locale if user.locale in INTERFACE_LOCALES else DEFAULT_LOCALE


def _request_list(locale: str, cases: Cases) -> str:
    """“request no. 3”, “requests no. 3, 5 and 8”."""
    translations = translations_of(locale)
    numbers = [str(case.id) for case in cases[:MOST_NUMBERS]]
    listed = ", ".join(numbers)
    if len(cases) > MOST_NUMBERS:
        listed = translations.gettext("%(numbers)s and others") % {"numbers": listed}
    return translations.ngettext("request no. %(numbers)s", "requests no. %(numbers)s", len(cases)) % {"numbers": listed}


def _say(locale: str, sentence: str, cases: Cases) -> str:
    translated = translations_of(locale).gettext(sentence) % {"requests": _request_list(locale, cases)}
    return translated[:1].upper() + translated[1:]


def _sentence(text: str) -> Sentence:
    return lambda locale, cases: _say(locale, text, cases)


def gettext(text: str) -> str:
    """Marks a text for the catalogs; it is translated when the reader is known."""
    return text


REMINDED: dict[NextAction, Sentence] = {
    NextAction.CALL: _sentence(
        gettext("%(requests)s: the person named another address. Call the family on the number you already hold, then say what is right.")
    ),
    NextAction.INVITE: _sentence(
        gettext("%(requests)s: make an invitation and hand it over. Without the family’s answer nothing can go on.")
    ),
    NextAction.REMIND: _sentence(
        gettext("%(requests)s: the family has a code and has not answered. Try another way: a call, or a slip at the next visit.")
    ),
}
TOLD: dict[News, Sentence] = {
    News.LIFTED: _sentence(
        gettext("%(requests)s: the mail provider lifted the block. Send one real mail now, then ask whether it arrived.")
    ),
    News.HEALED: _sentence(gettext("%(requests)s: the block ended by itself. Send one real mail now, then ask whether it arrived.")),
    News.CORRECTED: _sentence(
        gettext("%(requests)s: the person named another address. Call the family on the number you already hold before you change it.")
    ),
    News.EXPIRED: _sentence(gettext("%(requests)s: nobody answered, and the code has expired. You can open the request again.")),
    News.UNANSWERED: _sentence(
        gettext("%(requests)s: nobody answered, and the code has expired. The block is lifted all the same: make a new invitation.")
    ),
    News.DECLINED: _sentence(gettext("%(requests)s: the mail provider keeps the block. Reach this family another way.")),
    News.UNWANTED: _sentence(gettext("%(requests)s: the person does not want these mails. Reach this family another way.")),
    News.STRANGER: _sentence(gettext("%(requests)s: somebody else reads this mailbox. Ask the family for its address.")),
}
