"""What labels are for: the steps of tutorials that quote them. The room of tutorials, which stands above, fills this in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flask import Flask, current_app

from helpcenter.labels.mail_clients import MailClient

EXTENSION = "label_quotations"
PLACE = re.compile(r"\{([a-z0-9_]+(?:\.[a-z0-9_]+)+)\}")


@dataclass(frozen=True)
class Quotation:
    """One step that quotes a label, an empty key when it quotes none; its words hold `{web.filter.tab}` where a label stands."""

    client: str
    key: str
    tutorial: str
    title: str
    step: str
    number: int
    instruction: str
    help: str
    # The public page of the step; empty while its tutorial waits for a decision about a label.
    url: str

    def told(self, labels: Mapping[str, str], marks: tuple[str, str]) -> str:
        """What the step says, with the labels of one language of the screen between the reader's quotation marks."""
        words = f"{self.instruction} {self.help}".strip()
        # A label that is not known in this language leaves a gap that can be seen.
        return PLACE.sub(lambda match: f"{marks[0]}{labels.get(match[1], '…')}{marks[1]}", words)


class QuotingRoom(Protocol):
    """Who knows the tutorials and has read the files of labels."""

    def client_names(self) -> Iterable[str]:
        """The names of all mail clients that have a file."""

    def client(self, name: str) -> MailClient:
        """What is known of one; ContentError when its file is broken."""

    def client_file(self, name: str) -> Path:
        """Where that stands."""

    def quotations(self, locale: str) -> list[Quotation]:
        """Every step, once for each label that it quotes, in the reader's language, tutorial by tutorial, in the order of the steps."""


def set_quoting_room(app: Flask, room: QuotingRoom) -> None:
    """Let this application's labels know where they are quoted."""
    app.extensions[EXTENSION] = room


def the_quoting_room() -> QuotingRoom:
    """The tutorials of the application that answers this request."""
    room: QuotingRoom = current_app.extensions[EXTENSION]
    return room
