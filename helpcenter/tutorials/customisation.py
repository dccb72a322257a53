"""What an organisation made of its sheets: which ones in which order, words of its own, how they look. Values, no storage."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.options import Size


class LogoPosition(StrEnum):
    """Where the logo stands at the head of a sheet."""

    START = "start"
    """Where a line begins: left, or right in Arabic."""
    CENTRE = "centre"
    """In the middle."""
    END = "end"
    """Where a line ends."""


@dataclass(frozen=True)
class Override:
    """An organisation's own words for one step; `original` tells which words of ours they replaced (step_text.words_digest)."""

    tutorial: str
    locale: str
    step: str
    instruction: str
    help: str
    original: str


@dataclass(frozen=True)
class Customisation:
    """All of it; the words by text locale, plain text. `tutorials` None: all of them, in our order.

    What is neither chosen nor `declined` was not there when the organisation chose: it comes behind. `declined` None: nobody noted it.
    """

    tutorials: tuple[str, ...] | None = None
    declined: tuple[str, ...] | None = None
    intro: Mapping[str, str] = field(default_factory=dict)
    closing: Mapping[str, str] = field(default_factory=dict)
    # Whom to ask, where it is said otherwise than in the branding: opening hours are words too.
    contact: Mapping[str, str] = field(default_factory=dict)
    logo_position: LogoPosition = LogoPosition.START
    size: Size = Size.NORMAL
    overrides: tuple[Override, ...] = ()

    def in_language(self, branding: ShownBranding, locale: str) -> ShownBranding:
        """The branding with the contact line that readers of this language get."""
        return replace(branding, contact_line=self.contact_in(locale, branding.contact_line))

    def contact_in(self, locale: str, ordinary: str) -> str:
        """Whom readers of this language are told to ask: the ordinary line where none was written for them."""
        return self.contact.get(locale) or ordinary

    def find_override(self, tutorial: str, locale: str, step: str) -> Override | None:
        """The organisation's own words for this step."""
        wanted = tutorial, locale, step
        return next((each for each in self.overrides if (each.tutorial, each.locale, each.step) == wanted), None)


PLAIN = Customisation()
