"""A sheet: one tutorial in one language for one organisation, complete and ready to be shown. Page, preview and PDF show the same."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_text
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import Locale, get_locale
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.drawings import Filling, Illustration
from helpcenter.tutorials.labels import Evidence, Label, MailClient, oldest_seen_on
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.screens import ScreenLanguage, choose_screen, screen_language
from helpcenter.tutorials.senders import fill_link, search_form
from helpcenter.tutorials.step_text import SenderUse, StepText
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.tutorials.words import SENDER_ADDRESS, Quote, SenderPlace, Token, VariablePlace


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

    @property
    def may_differ(self) -> bool:
        """True when a label on it is known from memory only."""
        return any(step.may_differ for step in self.steps)


def make_sheet(tutorials: Tutorials, tutorial: Tutorial, branding: ShownBranding, screen_locale: str | None = None) -> Sheet:
    """The sheet of a tutorial; the screen's language is the text's when none is wanted and its labels are known."""
    return _Maker(tutorials, tutorial, branding, screen_locale).make()


class _Maker:
    """Puts a sheet together."""

    def __init__(self, tutorials: Tutorials, tutorial: Tutorial, branding: ShownBranding, screen_locale: str | None) -> None:
        self.tutorials = tutorials
        self.tutorial = tutorial
        self.branding = branding
        self.client: MailClient = tutorials.client(tutorial.meta.client)
        self.known = self.client.screen_locales(tutorial.label_keys)
        self.screen = screen_language(choose_screen(screen_locale, tutorial.locale, self.known), tutorial.locale)

    def make(self) -> Sheet:
        """The finished sheet."""
        meta, labels = self.tutorial.meta, [self._label(key) for key in self.tutorial.label_keys]
        return Sheet(
            id=self.tutorial.id,
            title=self._typeset(meta.title),
            description=self._typeset(meta.description),
            client_name=meta.client_name,
            device=meta.device.value,
            strength=meta.strength.value,
            locale=get_locale(self.tutorial.locale),
            screen=self.screen,
            screens=tuple(screen_language(code, self.tutorial.locale) for code in self.known),
            branding=self.branding,
            steps=tuple(self._step(number, step) for number, step in enumerate(self.tutorial.steps, 1)),
            needs_received_mail=meta.needs_received_mail,
            other_way=self._other_way(),
            links=tuple(self._links()),
            does=tuple(map(self._typeset, meta.does)),
            limits=tuple(map(self._typeset, meta.limits)),
            may_still_block=tuple(map(self._typeset, meta.may_still_block)),
            seen_on=oldest_seen_on(labels),
            verified_on=_checked_on(labels),
        )

    def _step(self, number: int, step: StepText) -> Step:
        facts = step.facts
        lines = (self._line(tokens, facts.label) for tokens in (step.instruction, step.help, step.expected))
        instruction, help_line, expected = lines
        return Step(
            id=facts.id,
            number=number,
            instruction=instruction,
            help=help_line,
            expected=expected,
            picture=self._picture(number, step),
            typed=self._sender(step) if facts.sender in {SenderUse.TYPED, SenderUse.SEARCH} and facts.action == "type" else None,
            may_differ=any(self._label(key).evidence is Evidence.MEMORY for key in step.label_keys),
        )

    def _line(self, tokens: tuple[Token, ...], own_key: str) -> Line:
        return tuple(self._part(token, own_key) for token in tokens)

    def _part(self, token: Token, own_key: str) -> Plain | QuotedLabel | Address:
        if isinstance(token, SenderPlace):
            return Address(self.branding.sender_address)
        if isinstance(token, Quote):
            label = self._label(token.key or own_key)
            return QuotedLabel(label.text, self.screen.tag, self.screen.direction, label.evidence is Evidence.MEMORY)
        return Plain(self._typeset(f"{{{{ {token.name} }}}}" if isinstance(token, VariablePlace) else token))

    def _picture(self, number: int, step: StepText) -> Picture:
        facts = step.facts
        illustration: Illustration = self.tutorials.illustration(facts.illustration)
        label = self._label(facts.label).text if facts.label else None
        sender = self._sender(step) if facts.sender else None
        filling = Filling(self.branding.colour, label, sender, self.screen.direction)
        return Picture(f"step-{number}.svg", illustration.fill(filling), self._alternative(label, sender))

    def _sender(self, step: StepText) -> str:
        address = self.branding.sender_address
        return search_form(address) if step.facts.sender is SenderUse.SEARCH else address

    def _alternative(self, label: str | None, sender: str | None) -> str:
        words = translations_of(self.tutorial.locale)
        if label and sender:
            text = words.gettext("Drawing of the screen: an arrow shows “%(label)s”. The address %(address)s can be read there.")
        elif label:
            text = words.gettext("Drawing of the screen: an arrow shows “%(label)s”.")
        elif sender:
            text = words.gettext("Drawing of the screen: an arrow shows the place. The address %(address)s can be read there.")
        else:
            text = words.gettext("Drawing of the screen: an arrow shows the place.")
        return text % {"label": label, "address": sender}

    def _other_way(self) -> OtherWay | None:
        other_id = self.tutorial.meta.shorter or self.tutorial.meta.longer
        other = self.tutorials.find(other_id, self.tutorial.locale) if other_id else None
        return OtherWay(other.id, self._typeset(other.meta.title)) if other else None

    def _links(self) -> Iterator[DirectLink]:
        numbers = {step.facts.id: number for number, step in enumerate(self.tutorial.steps, 1)}
        for link in self.tutorial.meta.links:
            url = fill_link(self.client.links[link.link].url, self.branding.sender_address)
            yield DirectLink(url, self._typeset(link.text), numbers[link.continue_at])

    def _label(self, key: str) -> Label:
        label = self.client.find_label(key, self.screen.code)
        if label is None:
            raise LookupError(f"{self.tutorial.id}: no label {key} for screens in {self.screen.code}")
        return label

    def _typeset(self, text: str) -> str:
        values = {**self.tutorials.values, SENDER_ADDRESS: self.branding.sender_address}
        return typeset(fill_text(text, values, self.tutorial.file), self.tutorial.locale)


def _checked_on(labels: list[Label]) -> date | None:
    """The earliest day of a check, when every label has been checked on a screen."""
    days = [label.verified_on for label in labels if label.evidence is Evidence.SCREEN and label.verified_on]
    return min(days) if days and len(days) == len(labels) else None
