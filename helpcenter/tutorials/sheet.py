"""A sheet: one tutorial in one language for one organisation, complete and ready to be shown. Page, preview and PDF show the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_text
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import FAMILY_LOCALES, Locale, get_locale
from helpcenter.labels.mail_clients import Evidence, Label, MailClient, oldest_seen_on
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.customisation import PLAIN, Customisation
from helpcenter.tutorials.drawings import Filling, Illustration
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.options import AS_IT_IS, SheetOptions
from helpcenter.tutorials.own_words import with_own_words
from helpcenter.tutorials.screens import choose_screen, screen_language
from helpcenter.tutorials.senders import fill_link, search_form
from helpcenter.tutorials.sheet_parts import (
    Address,
    DirectLink,
    Line,
    OtherWay,
    Picture,
    Plain,
    QuotedLabel,
    Second,
    Sheet,
    Step,
    StepWords,
)
from helpcenter.tutorials.step_text import SenderUse, StepText
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.tutorials.words import SENDER_ADDRESS, Quote, SenderPlace, Token, VariablePlace

__all__ = ["Address", "Line", "Plain", "QuotedLabel", "Sheet", "Step", "make_sheet"]


def make_sheet(
    tutorials: Tutorials,
    tutorial: Tutorial,
    branding: ShownBranding,
    options: SheetOptions = AS_IT_IS,
    custom: Customisation = PLAIN,
) -> Sheet:
    """The sheet of a tutorial as a reader wishes it, with what the organisation made of it.

    The screen's language is the text's when none is wanted and its labels are known.
    """
    # Whoever asks: labels that staff have not let be published are on no sheet.
    tutorial = tutorials.shown(tutorial) or tutorial
    branding = custom.in_language(branding, tutorial.locale)
    sheet = _as_shaped(_Maker(tutorials, tutorial, branding, options, custom).make(), custom)
    second = tutorials.find_shown(tutorial.id, options.second) if options.second and options.second != tutorial.locale else None
    if second is None:
        return sheet
    # Both languages quote the same screen: each step has one drawing.
    other = _Maker(tutorials, second, branding, SheetOptions(screen=sheet.screen.code), custom).make()
    return _with_second(sheet, other)


def _as_shaped(sheet: Sheet, custom: Customisation) -> Sheet:
    """The sheet with the words and the looks that the organisation gave it; a reader's own wish for a size wins."""
    code = sheet.locale.code
    return replace(
        sheet,
        size=sheet.options.size or custom.size,
        logo_position=custom.logo_position,
        intro=custom.intro.get(code, ""),
        closing=custom.closing.get(code, ""),
    )


def _with_second(sheet: Sheet, other: Sheet) -> Sheet:
    """A two-language sheet: each step in both, its drawing once."""
    words = {step.id: StepWords(step.instruction, step.help, step.expected) for step in other.steps}
    return replace(
        sheet,
        # A translation that lacks a step leaves that step in one language.
        steps=tuple(replace(step, second=words.get(step.id)) for step in sheet.steps),
        second=Second(other.locale, other.title, other.does, other.limits, other.may_still_block),
    )


class _Maker:
    """Puts a sheet together."""

    def __init__(
        self, tutorials: Tutorials, tutorial: Tutorial, branding: ShownBranding, options: SheetOptions, custom: Customisation
    ) -> None:
        self.tutorials = tutorials
        self.client: MailClient = tutorials.client(tutorial.meta.client)
        self.tutorial = with_own_words(tutorial, custom)
        self.branding = branding
        self.options = options
        self.known = tutorials.screen_locales(tutorial)
        self.screen = screen_language(choose_screen(options.screen, tutorial.locale, self.known), tutorial.locale)

    def make(self) -> Sheet:
        """The finished sheet."""
        meta, labels = self.tutorial.meta, [self._label(key) for key in self.tutorial.label_keys]
        code = self.tutorial.locale
        return Sheet(
            id=self.tutorial.id,
            title=self._typeset(meta.title),
            description=self._typeset(meta.description),
            client_name=meta.client_name,
            device=meta.device.value,
            strength=meta.strength.value,
            locale=get_locale(code),
            screen=self.screen,
            screens=tuple(screen_language(each, code) for each in self.known),
            branding=self.branding,
            steps=tuple(self._step(number, step) for number, step in enumerate(self.tutorial.steps, 1)),
            needs_received_mail=meta.needs_received_mail,
            other_way=self._other_way(),
            links=tuple(self._links()),
            files=tuple(each.value for each in meta.files),
            does=tuple(map(self._typeset, meta.does)),
            limits=tuple(map(self._typeset, meta.limits)),
            may_still_block=tuple(map(self._typeset, meta.may_still_block)),
            seen_on=oldest_seen_on(labels),
            verified_on=_checked_on(labels),
            options=self.options,
            seconds=self._seconds(),
            is_generic=self.tutorial.is_generic,
        )

    def _seconds(self) -> tuple[Locale, ...]:
        """The languages that can stand beside the text's."""
        written = self.tutorials.locales(self.tutorial.id)
        return tuple(get_locale(code) for code in FAMILY_LOCALES if code in written and code != self.tutorial.locale)

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
        other = self.tutorials.find(other_id, self.tutorial.locale) if other_id and self.tutorials.is_usable(other_id) else None
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
