"""The text of a tutorial as staff write it: content/tutorials/<id>/<locale>.md, front matter and steps in Markdown.

A step is a heading (the one action, with `{label}` where the button's name goes and its facts in braces), perhaps a
paragraph that helps, and a quotation: what one should see then.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from helpcenter.documents.frontmatter import FrontMatter
from helpcenter.documents.typography import typeset
from helpcenter.labels.mail_clients import Strength
from helpcenter.tutorials.step_text import StepText

# The sheet that fits every mailbox: its id, its client, its platform and its method.
GENERIC = "generic"


class Device(StrEnum):
    """Where the method works."""

    COMPUTER = "computer"
    """A computer, in the web browser or in the program."""
    PHONE = "phone"
    """A telephone or tablet."""


class SenderFile(StrEnum):
    """A file with the sender address that saves steps; the page offers it."""

    CONTACT = "contact.vcf"
    """A contact card, which a telephone adds in one tap."""
    GMAIL_FILTER = "mailFilters.xml"
    """A rule that Gmail imports."""


class LinkText(FrontMatter):
    """A direct link of the mail client, in the words of this language."""

    link: str
    text: str = Field(min_length=1, max_length=120)
    continue_at: str


class TutorialMeta(FrontMatter):
    """The front matter of a tutorial."""

    # Lists show these two as they are: no variables.
    title: str = Field(min_length=1, max_length=80, pattern=r"^[^{}]*$")
    description: str = Field(min_length=1, max_length=200, pattern=r"^[^{}]*$")
    # The generic sheet only: its title when it stands in for a mail client, whose name goes to {client}.
    title_for: str = Field(default="", max_length=60, pattern=r"^([^{}]*\{client\}[^{}]*)?$")
    client: str
    client_name: str = Field(min_length=1, max_length=60)
    platform: str
    method: str
    device: Device
    strength: Strength
    needs_received_mail: bool
    # Ids of the same goal by another way: for those who have received a mail, and for those who have not.
    shorter: str = ""
    longer: str = ""
    does: tuple[str, ...] = Field(min_length=1)
    limits: tuple[str, ...] = Field(min_length=1)
    may_still_block: tuple[str, ...] = Field(min_length=1)
    links: tuple[LinkText, ...] = ()
    files: tuple[SenderFile, ...] = ()


@dataclass(frozen=True)
class Tutorial:
    """A tutorial in one text locale."""

    id: str
    locale: str
    file: Path
    meta: TutorialMeta
    steps: tuple[StepText, ...]

    @property
    def title(self) -> str:
        """The title as lists show it, with the blanks and apostrophes of its language."""
        return typeset(self.meta.title, self.locale)

    @property
    def is_generic(self) -> bool:
        """True for the sheet that fits every mailbox, also when it stands in for one without a sheet of its own."""
        return self.meta.method == GENERIC

    @property
    def label_keys(self) -> tuple[str, ...]:
        """The keys of all labels that its steps quote or draw, without repetition."""
        return tuple(dict.fromkeys(key for step in self.steps for key in step.label_keys))


def tutorial_id(client: str, platform: str, method: str) -> str:
    """Client, platform and method joined by hyphens, a repeated word left out: outlook-web-safe-sender."""
    words = f"{client}_{platform}_{method}".split("_")
    return "-".join(dict.fromkeys(words))
