"""The form in which an organisation shapes its sheets, as a value: from what is stored or typed to a shape."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.organisations.colours import ColourError, choose_colour
from helpcenter.organisations.models import CONTACT_LENGTH
from helpcenter.organisations.texts import clean_line, clean_text
from helpcenter.studio.shelf import ClientRow, choose, chosen_ids, declined_ids, list_rows, move, offered_ids, taken_ids
from helpcenter.studio.version_numbers import read_number
from helpcenter.tutorials.customisation import LogoPosition
from helpcenter.tutorials.options import Size
from helpcenter.tutorials.shape import WORDS_LENGTH, WORDS_LINES, Look, Shape
from helpcenter.tutorials.tutorial import Tutorial

# Behind every place that can be typed: four digits at most.
LAST = 9999
Values = Mapping[str, list[str]]


class Mistake(StrEnum):
    """Why something typed cannot be saved."""

    NO_SHEET = "no_sheet"
    """No sheet is chosen."""
    NO_LANGUAGE = "no_language"
    """No language is chosen."""
    WORDS_TOO_LONG = "words_too_long"
    """Words before or after the steps have more letters than a sheet has room for."""
    TOO_MANY_LINES = "too_many_lines"
    """Words before or after the steps have more line breaks than a sheet has room for."""
    CONTACT_TOO_LONG = "contact_too_long"
    """The contact line is too long."""
    NO_COLOUR = "no_colour"
    """This is not a colour."""


@dataclass(frozen=True)
class ShapeForm:
    """What stands in the fields; `mistakes` by the name of the field."""

    opened: int
    sheets: tuple[Tutorial, ...]
    rows: tuple[ClientRow, ...]
    locales: tuple[str, ...]
    intro: Mapping[str, str]
    closing: Mapping[str, str]
    contact: Mapping[str, str]
    contact_line: str
    colour: str
    logo_position: LogoPosition
    size: Size
    # Which sheets stood in the form: one that was written since then is not left out by whoever never saw it.
    shown: frozenset[str] = frozenset()
    mistakes: Mapping[str, Mistake] = field(default_factory=dict)

    @classmethod
    def of_shape(cls, shape: Shape, opened: int, sheets: tuple[Tutorial, ...]) -> Self:
        """The form as it is opened."""
        return cls(
            opened=opened,
            sheets=sheets,
            rows=list_rows(sheets, offered_ids(sheets, shape)),
            locales=shape.look.locales,
            intro=shape.intro,
            closing=shape.closing,
            contact=shape.contact,
            contact_line=shape.look.contact_line,
            colour=shape.look.colour,
            logo_position=shape.logo_position,
            size=shape.size,
            shown=frozenset(each.id for each in sheets),
        )

    @classmethod
    def of_values(cls, values: Values, sheets: tuple[Tutorial, ...]) -> Self:
        """The form as it was sent, mistakes and all."""
        read = _Reader(values)
        form = cls(
            opened=read_number(read.text("opened")) or 0,
            sheets=sheets,
            rows=read.rows(sheets),
            # In our order, and only languages that we know, whatever was sent.
            locales=tuple(code for code in FAMILY_LOCALES if code in values.get("locales", [])),
            intro=read.texts("intro"),
            closing=read.texts("closing"),
            contact={code: clean_line(text) for code, text in read.texts("contact").items()},
            contact_line=clean_line(read.text("contact_line")),
            colour=read.text("colour").strip(),
            logo_position=LogoPosition(read.one_of("logo_position", LogoPosition)),
            size=Size(read.one_of("size", Size)),
            # Whoever sends no such field is taken to have seen all of them.
            shown=frozenset(values.get("shown", [each.id for each in sheets])),
        )
        return replace(form, mistakes=dict(_mistakes(form)))

    def moved(self, client: str, by: int) -> Self:
        """The form with a mail client a place further up or down."""
        return replace(self, rows=move(self.rows, client, by))

    def shape(self, before: Shape) -> Shape:
        """The shape that these values make; where one cannot be used, that of `before` stays. So do the words for single steps."""
        keep = self.mistakes
        look = Look(
            colour=before.look.colour if "colour" in keep else choose_colour(self.colour).used,
            contact_line=before.look.contact_line if "contact_line" in keep else self.contact_line,
            locales=before.look.locales if "locales" in keep else self.locales,
            # The logo has its own page: this form leaves it as it is.
            logo_hash=before.look.logo_hash,
        )
        return before.with_changes(
            look=look,
            **({} if "sheets" in keep else self._choice(before)),
            intro=self._words("intro", before.intro),
            closing=self._words("closing", before.closing),
            contact=self._words("contact", before.contact),
            logo_position=self.logo_position,
            size=self.size,
        )

    def _choice(self, before: Shape) -> dict[str, tuple[str, ...] | None]:
        known = {each.id for each in self.sheets}
        # A sheet that cannot be read just now, or waits for staff, stands in no form: it comes back as it was, chosen or left out.
        away = tuple(each for each in before.tutorials or () if each not in known)
        away_declined = tuple(each for each in before.declined or () if each not in known)
        chosen = chosen_ids(self.rows, [each for each in self.sheets if each.id in self.shown])
        if chosen is None and not away_declined:
            return {"tutorials": None, "declined": None}
        declined = (each for each in declined_ids(self.rows) if each in self.shown)
        return {"tutorials": (*(chosen or taken_ids(self.rows)), *away), "declined": (*declined, *away_declined)}

    @property
    def corrected_colour(self) -> str:
        """The darker colour that is used instead of the one typed; empty when that is the same, or no colour at all."""
        if "colour" in self.mistakes:
            return ""
        choice = choose_colour(self.colour)
        return choice.used if choice.is_corrected else ""

    def _words(self, kind: str, before: Mapping[str, str]) -> dict[str, str]:
        typed: Mapping[str, str] = getattr(self, kind)
        usable = {code: before.get(code, "") if f"{kind}-{code}" in self.mistakes else text for code, text in typed.items()}
        return {code: text for code, text in usable.items() if text}


class _Reader:
    """Reads one kind of field after the other from what a browser sent."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def text(self, name: str) -> str:
        """What stands in this field."""
        return next(iter(self.values.get(name, [])), "")

    def number(self, name: str, without: int) -> int:
        """A whole number of at most four digits."""
        text = self.text(name).strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else without

    def one_of(self, name: str, kind: type[StrEnum]) -> str:
        """One of these words, the first when it is another."""
        text = self.text(name)
        return text if text in set(kind) else next(iter(kind)).value

    def texts(self, kind: str) -> dict[str, str]:
        """Texts by language."""
        return {code: clean_text(self.text(f"{kind}-{code}")) for code in FAMILY_LOCALES}

    def rows(self, sheets: tuple[Tutorial, ...]) -> tuple[ClientRow, ...]:
        """The mail clients by the numbers typed; who has the same number keeps the place from which it came."""
        rows = choose(list_rows(sheets, None), self.values.get("sheets", []))
        sent = self.values.get("client", [])
        came_from = {client: place for place, client in enumerate(sent)}

        def place(row: ClientRow) -> tuple[int, int]:
            return self.number(f"place-{row.client}", LAST), came_from.get(row.client, LAST)

        return tuple(sorted(rows, key=place))


def _mistakes(form: ShapeForm) -> Iterable[tuple[str, Mistake]]:
    if not any(row.is_chosen for row in form.rows):
        yield "sheets", Mistake.NO_SHEET
    if not form.locales:
        yield "locales", Mistake.NO_LANGUAGE
    for kind, texts in (("intro", form.intro), ("closing", form.closing)):
        yield from ((f"{kind}-{code}", mistake) for code, text in texts.items() if (mistake := _too_much(text)))
    lines = {"contact_line": form.contact_line} | {f"contact-{code}": line for code, line in form.contact.items()}
    yield from ((name, Mistake.CONTACT_TOO_LONG) for name, line in lines.items() if len(line) > CONTACT_LENGTH)
    if not _is_fine(choose_colour, form.colour):
        yield "colour", Mistake.NO_COLOUR


def _too_much(text: str) -> Mistake | None:
    if len(text) > WORDS_LENGTH:
        return Mistake.WORDS_TOO_LONG
    # Six lines have five breaks.
    return Mistake.TOO_MANY_LINES if text.count("\n") >= WORDS_LINES else None


def _is_fine(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ColourError:
        return False
    return True
