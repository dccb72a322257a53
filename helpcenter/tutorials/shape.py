"""A saved version of what an organisation made of its sheets: its customisation and the branding beside it, checked whenever it is read."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.organisations.models import CONTACT_LENGTH, Organisation
from helpcenter.tutorials.customisation import Customisation, LogoPosition, Override
from helpcenter.tutorials.options import Size

# What families read before the steps is short, or they do not read the steps.
WORDS_LENGTH = 300
# As many fit beside nine steps in two languages. Asked for in the form only: an older version stays legible.
WORDS_LINES = 6
INSTRUCTION_LENGTH = 160
HELP_LENGTH = 300
Code = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(FAMILY_LOCALES)})$", max_length=5)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=80)]
ContactLine = Annotated[str, StringConstraints(max_length=CONTACT_LENGTH)]
Words = Annotated[str, StringConstraints(max_length=WORDS_LENGTH)]


class _Value(BaseModel):
    """A value that refuses what it does not know."""

    # What is stored is understood as a whole: a field that nobody knows would be lost with the next save.
    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(_Value):
    """The branding that the studio edits too, so that an old version brings back what families saw."""

    colour: str = Field(pattern=r"^#[0-9a-f]{6}$")
    contact_line: str = Field(default="", max_length=CONTACT_LENGTH)
    locales: tuple[Code, ...] = Field(min_length=1)
    logo_hash: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")

    @classmethod
    def of(cls, organisation: Organisation) -> Self:
        """How the organisation looks now."""
        return cls(
            colour=organisation.colour,
            contact_line=organisation.contact_line,
            locales=tuple(organisation.locales),
            logo_hash=organisation.logo_hash,
        )


class OwnWords(_Value):
    """The organisation's words for one step, and the words of ours that they replaced; an empty help says nothing."""

    tutorial: Name
    locale: Code
    step: Name
    instruction: str = Field(min_length=1, max_length=INSTRUCTION_LENGTH)
    help: str = Field(default="", max_length=HELP_LENGTH)
    original: str = Field(pattern=r"^[0-9a-f]{12}$")
    original_instruction: str = ""
    original_help: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Which step of which text."""
        return self.tutorial, self.locale, self.step

    def override(self) -> Override:
        """What a sheet needs of it."""
        return Override(self.tutorial, self.locale, self.step, self.instruction, self.help, self.original)


class Shape(_Value):
    """All of it."""

    look: Look
    # None means all of them, and none at all is no choice: families would find an empty page.
    tutorials: tuple[Name, ...] | None = Field(default=None, min_length=1)
    # Noted since a tutorial that is written later is to be offered too; versions from before do not know it.
    declined: tuple[Name, ...] | None = None
    intro: Mapping[Code, Words] = Field(default_factory=dict)
    closing: Mapping[Code, Words] = Field(default_factory=dict)
    contact: Mapping[Code, ContactLine] = Field(default_factory=dict)
    logo_position: LogoPosition = LogoPosition.START
    size: Size = Size.NORMAL
    overrides: tuple[OwnWords, ...] = ()

    def customisation(self) -> Customisation:
        """What sheets are made with."""
        return Customisation(
            tutorials=self.tutorials,
            declined=self.declined,
            intro=self.intro,
            closing=self.closing,
            contact=self.contact,
            logo_position=self.logo_position,
            size=self.size,
            overrides=tuple(each.override() for each in self.overrides),
        )

    def find_words(self, tutorial: str, locale: str, step: str) -> OwnWords | None:
        """The organisation's own words for this step."""
        return next((each for each in self.overrides if each.place == (tutorial, locale, step)), None)

    def with_changes(self, **changes: Any) -> Self:
        """The same with other values, checked."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**(values | changes))

    def with_words(self, own: OwnWords) -> Self:
        """The same with these words for their step."""
        # Sorted below: two versions that say the same must be equal, or a save without a change would make one more.
        others = [each for each in self.overrides if each.place != own.place]
        return self.with_changes(overrides=tuple(sorted([*others, own], key=lambda each: each.place)))

    def without_words(self, place: tuple[str, str, str]) -> Self:
        """The same with our words for this step."""
        return self.with_changes(overrides=tuple(each for each in self.overrides if each.place != place))
