"""Labels for the tests: a small file as staff keep it, a room of tutorials that quotes it, decisions at once."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from helpcenter.labels.deciding import decide_all
from helpcenter.labels.mail_clients import Evidence, Label, MailClient, read_mail_client
from helpcenter.labels.models import LabelFlag
from helpcenter.labels.quotations import Quotation, the_quoting_room
from helpcenter.web.context import services
from tests.browsing import database

TODAY = date(2026, 11, 27)
FILE = """# Mail: what its screens say.
client: mail
name: Mail (mail.example)
sources:
  A:
    title: Help
    where: https://help.example
    date: '2026'
    grade: official
methods:
  web.rule:
    strength: strong
    does: a rule

labels:
  # The button of the rules.
  web.rule.ok:
    en:
      text: OK
      evidence: seen
      seen_on: '2026-11-23'
      sources:
      - A
      grade: official
      verified_on: null
    fr:
      text: D'accord
      evidence: memory  # nobody knows
      confidence: low
      verified_on: null
      variants:
      - Oui (A)

  # The next one.
  web.rule.new:
    fr:
      text: "Nouvelle : règle"
      evidence: screen
      verified_on: '2026-01-10'
      verified_by: Équipe B
"""


class FakeRoom:
    """Tutorials that quote the labels of FILE."""

    def __init__(self, folder: Path, text: str = FILE) -> None:
        self.file = folder / "mail.yaml"
        self.file.write_text(text, encoding="utf-8")

    def client_names(self) -> Iterable[str]:
        """One mail client."""
        return ("mail",)

    def client(self, name: str) -> MailClient:
        """As the file says."""
        return read_mail_client(self.file)

    def client_file(self, name: str) -> Path:
        """The file."""
        return self.file

    def quotations(self, locale: str) -> list[Quotation]:
        """A tutorial whose second step quotes what it meets first."""
        return [make_quotation("web.rule.new", 2), make_quotation("web.rule.ok", 3), make_quotation("", 1)]


def make_quotation(key: str, number: int) -> Quotation:
    """A step that quotes this label."""
    words = f"Cliquez sur {{{key}}}." if key else "Ouvrez le site."
    title = "Mail : recevoir nos mails"
    return Quotation("mail", key, "mail-web-rule", title, f"step-{number}", number, words, "", f"/fr/tutorials/mail-web-rule#step-{number}")


def make_label(**changes: Any) -> Label:
    """A label from memory."""
    return Label(**({"text": "D'accord", "evidence": Evidence.MEMORY, "confidence": "low"} | changes))


def decide_everything(app: Flask) -> None:
    """Let every label from memory be published."""
    with database(app) as session:
        decide_all(session, services().clock, services().events, the_quoting_room(), None, "")


def stored_flags(app: Flask) -> list[LabelFlag]:
    """All reports of readers."""
    with database(app) as session:
        found = list(session.scalars(select(LabelFlag).order_by(LabelFlag.key, LabelFlag.reason)))
        session.expunge_all()
    return found
