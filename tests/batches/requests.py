"""Cases that the provider can be asked about, made in one call."""

import shutil
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.batches.models import Batch
from helpcenter.batches.readiness import find_ready
from helpcenter.batches.service import make_batch
from helpcenter.config import Settings
from helpcenter.consent.setup import current_desk
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import ARTICLE_POLICY, BlockKind, BlockRule, EvidenceNeed, Order, ProviderPolicy, Removal
from helpcenter.providers.removal import Outcome, Removed
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import NewCase, open_case
from tests.browsing import database, sign_in
from tests.factories import make_organisation, make_staff

STAFF = "equipe@ani.example"
ACTOR = "staff:1"
API_POLICY = ProviderPolicy(
    id="brevo",
    name="Brevo",
    order=Order.ASK_FIRST,
    rules={BlockKind.HARD_BOUNCE: BlockRule(Removal.API), BlockKind.SPAM: BlockRule(Removal.SUPPORT, EvidenceNeed.DOSSIER)},
)


def make_ready(
    session: Session,
    address: str = "camille.martin@courrier.example",
    *,
    organisation: Organisation | None = None,
    kind: BlockKind = BlockKind.UNKNOWN,
    policy: ProviderPolicy = ARTICLE_POLICY,
    last_mail_on: date = date(2026, 10, 30),
) -> UnblockCase:
    """A case for which the provider may be asked."""
    new = NewCase("Famille Zébulon 42", address, last_mail_on, "fr", kind=kind)
    return open_case(session, current_desk(), organisation or make_organisation(session), new, "member:1", policy)


def make_some(session: Session, number: int, policy: ProviderPolicy = ARTICLE_POLICY) -> list[UnblockCase]:
    """As many cases of one organisation."""
    organisation = make_organisation(session)
    return [make_ready(session, f"parent{each}@courrier.example", organisation=organisation, policy=policy) for each in range(number)]


def batch_all(session: Session, policy: ProviderPolicy = ARTICLE_POLICY) -> Batch:
    """A batch of everything that is ready."""
    ready = find_ready(session, policy, current_desk().clock())
    made = make_batch(session, current_desk(), policy, {mailbox.key for mailbox in ready.mailboxes}, ACTOR)
    assert made.batch is not None
    return made.batch


def sign_staff_in(app: Flask, client: FlaskClient) -> FlaskClient:
    """One of the vendor's people, signed in."""
    with database(app) as session:
        make_staff(session, email=STAFF)
    sign_in(client, STAFF)
    return client


class ScriptedRemover:
    """Answers what a test told it, and remembers whom it was called about."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.calls: list[str] = []

    def remove(self, address: str) -> Removed:
        """The next answer; the last one again and again."""
        self.calls.append(address)
        return Removed(self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0])


def content_with(settings: Settings, folder: Path) -> Path:
    """A copy of content/ that a test may change."""
    copy = folder / "content"
    shutil.copytree(settings.content, copy)
    return copy
