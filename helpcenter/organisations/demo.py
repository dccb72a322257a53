"""Demo data: two invented organisations with drawn logos, their members, and the vendor's team."""

from dataclasses import dataclass

from flask_security import hash_password
from sqlalchemy.orm import Session

from helpcenter.accounts.models import RoleName, User
from helpcenter.accounts.queries import find_user
from helpcenter.accounts.service import add_person, grant_role
from helpcenter.config import Settings
from helpcenter.db import Clock
from helpcenter.organisations.demo_logos import Emblem, draw_leaf, draw_logo, draw_town_hall
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.logos import clean_logo
from helpcenter.organisations.models import MemberRole, Organisation
from helpcenter.organisations.queries import find_organisation, latest_address
from helpcenter.organisations.service import (
    Branding,
    add_member,
    change_branding,
    create_organisation,
    decide_address,
    request_address,
)

PASSWORD = "quatre tilleuls en juin"  # noqa: S105 (for machines that nobody else can reach; refused elsewhere)


class DemoRefusedError(RuntimeError):
    """Demo passwords are known to everybody: they must not open a site that others can reach."""


@dataclass(frozen=True)
class SignIn:
    """One way to sign in to the demo."""

    email: str
    name: str
    what: str


@dataclass(frozen=True)
class DemoOrganisation:
    """One organisation of the demo."""

    slug: str
    name: str
    colour: str
    contact_line: str
    sender_address: str
    logo_words: tuple[str, str]
    emblem: Emblem
    manager: SignIn
    member: SignIn


ADMIN = SignIn("admin@ani.example", "Administration", "vendor's administrator")
STAFF = SignIn("equipe@ani.example", "Équipe assistance", "vendor's staff")
ORGANISATIONS = (
    DemoOrganisation(
        "centre-social-demo",
        "Centre social Les Tilleuls (démo)",
        "#2c6e49",
        "Accueil : 01 99 00 12 34, du lundi au vendredi, 9 h – 18 h",
        "bonjour@les-tilleuls.example",
        ("Les Tilleuls", "centre social"),
        draw_leaf,
        SignIn("direction@les-tilleuls.example", "Direction", "manages the social centre"),
        SignIn("accueil@les-tilleuls.example", "Accueil", "member of the social centre"),
    ),
    DemoOrganisation(
        "mairie-demo",
        "Mairie de Bourg-Exemple (démo)",
        "#8a2f4f",
        "Service enfance : 01 99 00 56 78",
        "mairie@bourg-exemple.example",
        ("Bourg-Exemple", "la mairie"),
        draw_town_hall,
        SignIn("mairie@bourg-exemple.example", "Secrétariat", "manages the town hall"),
        SignIn("enfance@bourg-exemple.example", "Service enfance", "member of the town hall"),
    ),
)


def sign_ins() -> list[SignIn]:
    """Who can sign in to the demo with PASSWORD; `./dev run` prints them."""
    return [person for each in ORGANISATIONS for person in (each.manager, each.member)] + [STAFF, ADMIN]


def load_demo(session: Session, settings: Settings, clock: Clock) -> None:
    """Make what is missing of the demo; what somebody changed since stays as it is."""
    if not settings.is_local:
        raise DemoRefusedError("demo data is refused: the public address of this site is not a loopback address")
    staff = _add_person(session, clock, STAFF)
    grant_role(session, staff, RoleName.STAFF)
    grant_role(session, _add_person(session, clock, ADMIN), RoleName.ADMIN)
    for wanted in ORGANISATIONS:
        if find_organisation(session, wanted.slug) is None:
            _add_organisation(session, settings, clock, wanted, staff)


def _add_person(session: Session, clock: Clock, person: SignIn) -> User:
    known = find_user(session, person.email)
    if known:
        return known
    user = add_person(session, clock, person.email, name=person.name)
    user.password = hash_password(PASSWORD)
    return user


def _add_organisation(session: Session, settings: Settings, clock: Clock, wanted: DemoOrganisation, staff: User) -> None:
    made = create_organisation(session, clock, slug=wanted.slug, name=wanted.name)
    # The logo lies in a folder named by the number, so the organisation exists before its branding.
    logo_hash = LogoStore(settings.instance).keep(made.id, clean_logo(draw_logo(wanted.emblem, wanted.colour, wanted.logo_words)))
    change_branding(made, Branding(wanted.name, wanted.colour, logo_hash, wanted.contact_line, ("fr", "en")))
    _verify_address(session, settings, clock, made, wanted.sender_address, staff)
    add_member(session, clock, made, _add_person(session, clock, wanted.manager), MemberRole.MANAGER)
    add_member(session, clock, made, _add_person(session, clock, wanted.member), MemberRole.MEMBER)


def _verify_address(session: Session, settings: Settings, clock: Clock, made: Organisation, address: str, staff: User) -> None:
    request_address(session, clock, made, address, settings.sender_address)
    asked = latest_address(session, made)
    if asked:
        decide_address(session, clock, asked, staff=staff, is_verified=True, note="démo")
