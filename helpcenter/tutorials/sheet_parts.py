"""What a sheet consists of: values that page, preview and paper show."""

import hashlib
from dataclasses import dataclass
from datetime import date

from helpcenter.i18n.locales import Locale
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.customisation import LogoPosition
from helpcenter.tutorials.options import SheetOptions, Size
from helpcenter.tutorials.screens import ScreenLanguage


@dataclass(frozen=True)
class Plain:
    """Words in the language of the text."""

    text: str


@dataclass(frozen=True)
class QuotedLabel:
    """The name of something on the screen, in the language of the screen; it may differ when known from memory only."""

    text: str
    tag: str
    direction: str
    may_differ: bool


@dataclass(frozen=True)
class Address:
    """A sender address, never broken and always left to right."""

    text: str
    is_address: bool = True


Line = tuple[Plain | QuotedLabel | Address, ...]


@dataclass(frozen=True)
class Picture:
    """A drawn screen with its alternative text."""

    name: str
    data: bytes
    alternative: str

    @property
    def digest(self) -> str:
        """Changes whenever the drawing does."""
        return hashlib.sha256(self.data).hexdigest()[:16]


@dataclass(frozen=True)
class StepWords:
    """The words of a step in the second language of a sheet."""

    instruction: Line
    help: Line
    expected: Line


@dataclass(frozen=True)
class Second:
    """What a sheet says in a second language, beside the words of its steps."""

    locale: Locale
    title: str
    does: tuple[str, ...]
    limits: tuple[str, ...]
    may_still_block: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One action, what one should see then, and a drawing."""

    id: str
    number: int
    instruction: Line
    help: Line
    expected: Line
    picture: Picture
    typed: str | None
    may_differ: bool
    second: "StepWords | None" = None


@dataclass(frozen=True)
class OtherWay:
    """The tutorial for those who have already received a mail, or for those who have not."""

    id: str
    title: str


@dataclass(frozen=True)
class DirectLink:
    """A link of the mail client that saves steps; `continue_at` is the number of the step after it."""

    url: str
    text: str
    continue_at: int


@dataclass(frozen=True)
class Sheet:
    """Everything that a sheet says."""

    id: str
    title: str
    description: str
    client_name: str
    device: str
    strength: str
    locale: Locale
    screen: ScreenLanguage
    screens: tuple[ScreenLanguage, ...]
    branding: ShownBranding
    steps: tuple[Step, ...]
    needs_received_mail: bool
    other_way: OtherWay | None
    links: tuple[DirectLink, ...]
    does: tuple[str, ...]
    limits: tuple[str, ...]
    may_still_block: tuple[str, ...]
    seen_on: date | None
    verified_on: date | None
    options: SheetOptions = SheetOptions()
    size: Size = Size.NORMAL
    logo_position: LogoPosition = LogoPosition.START
    intro: str = ""
    closing: str = ""
    second: Second | None = None
    seconds: tuple[Locale, ...] = ()
    is_generic: bool = False
    # Names of files with the sender address that the page offers.
    files: tuple[str, ...] = ()

    @property
    def may_differ(self) -> bool:
        """True when a label on it is known from memory only."""
        return any(step.may_differ for step in self.steps)
