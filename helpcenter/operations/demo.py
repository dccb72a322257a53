"""The demo: the organisations, one family's request, and a fresh consent link; `./dev run` prints what to open."""

import string
from dataclasses import asdict, dataclass
from datetime import timedelta

import click
from sqlalchemy.orm import Session

from helpcenter.accounts.queries import find_user
from helpcenter.consent.desk import Desk
from helpcenter.consent.models import Carrier
from helpcenter.delivery.demo import load_counts
from helpcenter.delivery.demo_events import DAYS, invent_events
from helpcenter.delivery.queries import has_counts_since
from helpcenter.events.service import store
from helpcenter.i18n.formats import house_day
from helpcenter.labels.deciding import decide_all
from helpcenter.labels.quotations import QuotingRoom
from helpcenter.organisations.demo import ORGANISATIONS, PASSWORD, STAFF, DemoRefusedError, SignIn, load_demo, sign_ins
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation
from helpcenter.studio.demo import shape_demo
from helpcenter.suppressions.demo import invent_told, load_blocks
from helpcenter.tutorials.customising import Workshop
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_open_case
from helpcenter.unblock.service import NewCase, NotInvitableError, invite_person, open_case
from helpcenter.web.cli import answer
from helpcenter.web.context import Services

ACTOR = "demo"


@dataclass(frozen=True)
class ConsentLink:
    """A consent link that nobody has answered, and the invented address that it is for."""

    url: str
    address: str


@dataclass(frozen=True)
class Welcome:
    """What a newcomer may open, and how to sign in."""

    public_url: str
    password: str
    accounts: list[SignIn]
    consent: ConsentLink


def load_all(session: Session, services: Services, desk: Desk, room: QuotingRoom) -> Welcome:
    """Load what is missing of the demo, and make a fresh consent link: only its hash was kept of the one before."""
    try:
        load_demo(session, services.settings, services.clock)
        decide_all(session, services.clock, services.events, room, find_user(session, STAFF.email), "démo")
    except DemoRefusedError as error:
        raise click.ClickException(str(error)) from error
    organisation = find_organisation(session, ORGANISATIONS[0].slug)
    if organisation is None:
        raise click.ClickException("the demo organisation could not be made")
    # The order of the sheets is made of those that may be shown, and what staff decided counts once it is stored.
    session.commit()
    _shape_sheets(session, services, organisation)
    _load_mails(session, services)
    load_blocks(session, organisation, services.clock())
    return Welcome(services.settings.public_url, PASSWORD, sign_ins(), _make_link(session, desk, organisation))


def _shape_sheets(session: Session, services: Services, organisation: Organisation) -> None:
    workshop = Workshop(session, services.clock, services.events, LogoStore(services.settings.instance))
    shape_demo(workshop, the_tutorials(), organisation, find_user(session, ORGANISATIONS[0].member.email))


def _load_mails(session: Session, services: Services) -> None:
    """The counts of two years; the mails of the last two weeks one by one, which count themselves, when nothing is known of them yet."""
    today = house_day(services.clock())
    first = today - timedelta(days=DAYS)
    events = [*invent_events(today), *invent_told(ORGANISATIONS[0].slug, services.clock())]
    store(session, events if not has_counts_since(session, first) else [], services.clock, services.events.publish)
    load_counts(session, today)


def _make_link(session: Session, desk: Desk, organisation: Organisation) -> ConsentLink:
    """Invite the first invented family that has not answered yet."""
    for letter in string.ascii_lowercase:
        case = _find_or_open(session, desk, organisation, letter)
        try:
            made = invite_person(session, desk, case, Carrier.LETTER, ACTOR)
        except NotInvitableError:
            continue
        return ConsentLink(made.url, case.address)
    raise click.ClickException("all demo families have answered: start again with an empty instance folder")


def _find_or_open(session: Session, desk: Desk, organisation: Organisation, letter: str) -> UnblockCase:
    address = f"parent.{letter}{letter}@exemple.example"
    last_mail_on = (desk.clock() - timedelta(days=3)).date()
    new = NewCase(f"Famille {letter.upper()}", address, last_mail_on, "fr")
    return find_open_case(session, organisation, address) or open_case(session, desk, organisation, new, ACTOR)


def print_welcome(welcome: Welcome, *, as_json: bool) -> None:
    """Say what to open; as JSON for the tests."""
    accounts = [{"email": each.email, "password": welcome.password, "what": each.what} for each in welcome.accounts]
    value = {"public_url": welcome.public_url, "accounts": accounts, "consent": asdict(welcome.consent)}
    answer(value, _in_words(welcome), as_json=as_json)


def _in_words(welcome: Welcome) -> str:
    site = welcome.public_url
    people = "\n".join(f"      {each.email:34} {each.what}" for each in welcome.accounts)
    return f"""
  Open the site                 {site}/fr/   (English: {site}/en/)
  Read the article              {site}/fr/articles/mail-delivery
  A branded tutorial            {site}/fr/o/{ORGANISATIONS[0].slug}/gmail-web-filter
  Answer as a family            {welcome.consent.url}
                                (the address is {welcome.consent.address}: type the part before the @)
  Sign in                       {site}/account/sign-in
    password of all: {welcome.password}
{people}
"""
