"""Block rules: read from content/providers, checked, and shown to staff."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.config import SettingError, Settings
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.providers.content import check_policies
from helpcenter.providers.policy import ARTICLE_POLICY, BlockKind, EvidenceNeed, Order, Removal
from helpcenter.providers.policy_file import Obstacle, find_obstacle
from helpcenter.providers.setup import check_choice
from helpcenter.providers.shelf import Policies
from tests.browsing import database, sign_in, text_of
from tests.factories import make_staff

GOOD = "name: Colibri\ncountry: FR\norder: ask_first\nsource: a page\nchecked_on: 2026-11-01\nrules: {}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "providers").mkdir()
    return tmp_path


def write(folder: Path, text: str, name: str = "colibri.yaml") -> None:
    file = folder / "providers" / name
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(before + 1_000_000_000, before + 1_000_000_000))


def test_the_rules_of_the_house_hold_what_is_known_and_no_more() -> None:
    policies = Policies(Settings().content)
    # At least these: whoever adds a provider adds a file, and changes nothing here.
    assert policies.ids() == sorted({*policies.ids(), "amazon-ses", "brevo", "mailgun", "mailjet", "postmark", "scaleway", "sendgrid"})
    mailjet = policies.get("mailjet")
    assert (mailjet.order, mailjet.rule(BlockKind.HARD_BOUNCE).days) == (Order.ASK_FIRST, 90)
    assert mailjet.rule(BlockKind.UNKNOWN) == mailjet.rule(BlockKind.HARD_BOUNCE)
    assert policies.get("scaleway").removals_a_day == 5
    # A week, a month, then without end: no day may be promised.
    assert policies.get("scaleway").rule(BlockKind.HARD_BOUNCE).days is None
    assert policies.get("postmark").rule(BlockKind.SPAM).evidence is EvidenceNeed.DOSSIER
    assert policies.get("brevo").rule(BlockKind.HARD_BOUNCE).removal is Removal.API
    # Nothing is known of it: its support is asked, with an agreement.
    unknown = policies.get("mailgun").rule(BlockKind.SPAM)
    assert (unknown.removal, unknown.evidence, unknown.days) == (Removal.SUPPORT, EvidenceNeed.STATEMENT, None)
    assert "agreement" in policies.get("mailjet", "en").rule(BlockKind.SPAM).note
    assert all(policy.source and policy.checked_on for policy in policies.all())


def test_what_staff_write_holds_at_once_and_a_broken_file_changes_nothing(folder: Path) -> None:
    write(folder, GOOD)
    policies = Policies(folder)
    assert policies.get("colibri").removals_a_day is None
    write(folder, GOOD + "removals_a_day: 3\n")
    assert policies.get("colibri").removals_a_day == 3
    write(folder, GOOD + "removals_a_day: many\n")
    assert policies.get("colibri").removals_a_day == 3
    with pytest.raises(ContentError, match="is missing"):
        policies.get("../colibri")
    assert policies.get("mailjet") is ARTICLE_POLICY


def test_each_mistake_of_a_file_is_named_with_its_line(folder: Path) -> None:
    write(folder, GOOD + "pace: 3\n", "unknown-field.yaml")
    write(folder, GOOD.replace("rules: {}", "rules:\n  soft: {removal: expires, evidence: none}"), "endless.yaml")
    write(folder, GOOD.replace("FR", "US"), "abroad.yaml")
    write(folder, GOOD, "Big.yml")
    found = {(problem.file.name, problem.line, problem.level.value) for problem in check_policies(Library(folder, []))}
    assert found == {
        ("unknown-field.yaml", 7, "error"),
        ("endless.yaml", 7, "error"),
        ("abroad.yaml", 2, "warning"),
        ("Big.yml", 1, "error"),
    }
    assert not [problem for problem in check_policies(Library(Settings().content, [])) if problem.level.value == "error"]


def test_a_provider_abroad_needs_a_ground_for_the_transfer(folder: Path) -> None:
    write(folder, GOOD.replace("FR", "US"))
    policies, settings = Policies(folder), Settings(provider="colibri")
    assert find_obstacle(policies.get("colibri")) is Obstacle.TRANSFER
    with pytest.raises(SettingError, match="transfer"):
        check_choice(settings, policies)
    write(folder, GOOD.replace("FR", "US") + "transfer: adequacy\n")
    check_choice(settings, policies)
    write(folder, GOOD.replace("country: FR\n", ""))
    with pytest.raises(SettingError):
        check_choice(settings, policies)
    shutil.rmtree(folder / "providers")
    check_choice(replace(settings, provider="mailjet"), policies)


def test_staff_read_the_rules_of_every_provider(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    sign_in(client, "equipe@ani.example")
    words = text_of(client.get("/staff/providers?locale=en"))
    assert words.index("Mailjet") < words.index("Amazon SES")
    assert "90 days" in words
    assert "Country of the data France" in words
    assert "No rule of this provider has been read yet." in words
