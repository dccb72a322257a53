"""A person with a code, and the visitors that are no person."""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from html.parser import HTMLParser

from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpcenter.consent.desk import Desk
from helpcenter.consent.models import Carrier
from helpcenter.consent.setup import current_desk
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import NewCase, invite_person, open_case
from tests.factories import make_organisation

ADDRESS = "camille.martin@courrier.example"
LOCAL_PART = "camille.martin"
LABEL = "Famille Zébulon 42"
STAMP = re.compile(r'name="stamp" value="([^"]+)"')


@dataclass(frozen=True)
class Invited:
    """What a test knows about an invitation."""

    case_id: int
    code: str
    text: str

    @property
    def url(self) -> str:
        """The path of its page."""
        return f"/c/{self.code}"


def desk_of(app: Flask) -> Desk:
    """The desk of an application."""
    with app.app_context():
        return current_desk()


def make_case(
    session: Session,
    *,
    organisation: Organisation | None = None,
    address: str = ADDRESS,
    label: str = LABEL,
    locale: str | None = "fr",
) -> UnblockCase:
    """An open case, not invited yet."""
    organisation = organisation or make_organisation(session)
    new = NewCase(label, address, date(2026, 10, 30), locale)
    return open_case(session, current_desk(), organisation, new, "member:1")


def make_invitation(
    session: Session,
    *,
    case: UnblockCase | None = None,
    address: str = ADDRESS,
    carrier: Carrier = Carrier.SMS,
    locale: str | None = "fr",
) -> Invited:
    """A code on its way to a person; committed, so that requests see it."""
    assert current_app
    case = case or make_case(session, address=address, locale=locale)
    made = invite_person(session, current_desk(), case, carrier, "member:1")
    known = Invited(case.id, made.code, made.text)
    session.commit()
    return known


def stamp_on(page: TestResponse) -> str:
    """The signed field of the form on this page."""
    found = STAMP.search(page.get_data(as_text=True))
    assert found, "no form on this page"
    return unescape(found[1])


def answer_page(client: FlaskClient, invited: Invited, decision: str = "yes", proof: str = LOCAL_PART, **more: str) -> TestResponse:
    """Open the page and answer, as a person does."""
    stamp = stamp_on(client.get(invited.url))
    data = {"stamp": stamp, "decision": decision, "proof": proof, "understood": "y", **more}
    return client.post(invited.url, data={name: value for name, value in data.items() if value})


def withdraw_on_page(client: FlaskClient, invited: Invited, proof: str = LOCAL_PART) -> TestResponse:
    """Open the receipt and withdraw."""
    stamp = stamp_on(client.get(invited.url))
    return client.post(invited.url, data={"stamp": stamp, "action": "withdraw", "proof": proof, "understood": "y"})


class FormReader(HTMLParser):
    """Reads the forms of a page as a program would."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[tuple[str, str]]]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect forms, their fields by type, and links."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({"hidden": [], "text": [], "checkbox": [], "radio": [], "button": []})
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif tag in {"input", "button"} and self.forms:
            kind = "button" if tag == "button" else found.get("type", "text")
            self.forms[-1].setdefault(kind, []).append((found.get("name", ""), found.get("value", "")))


def forms_on(page: TestResponse) -> list[dict[str, list[tuple[str, str]]]]:
    """The forms of a page."""
    reader = FormReader()
    reader.feed(page.get_data(as_text=True))
    return reader.forms
