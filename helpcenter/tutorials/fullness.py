"""How full a sheet is: the more is written on it, the smaller its drawings, so that in normal size it stays on two pages.

The figures were found by printing: 32 tutorials in 8 languages, with own words, long addresses and contact lines, and in two languages.
"""

from dataclasses import dataclass

from helpcenter.tutorials.sheet_parts import Sheet

# A line that ends early takes as much room as one that is full.
LETTERS_A_LINE = 80
# German words are longer than those of every other language here; these four are longer than the rest.
LONGEST = "de"
LONG = {"de", "es", "it", "pt"}
FEW_STEPS, MANY_STEPS = 4, 8
# Own words that take more than a dozen lines.
FILLED = 900


@dataclass(frozen=True)
class Fullness:
    """What takes room on a sheet: steps, the organisation's own words before and after them (in letters), its name and addresses."""

    steps: int
    before: int
    after: int
    name: int
    sender_address: int
    contact_line: int
    locale: str
    second: str = ""

    def classes(self) -> tuple[str, ...]:
        """The classes by which the stylesheet makes it smaller or larger; none for a sheet as most are."""
        if self.second:
            return ("double", *self._double())
        if self.is_crowded:
            return ("crowded", *self._crowded())
        if self.is_tight:
            return ("tight",)
        if self.steps <= FEW_STEPS:
            return ("short", *self._short())
        return ("medium",) if self.steps <= MANY_STEPS else ()

    @property
    def is_crowded(self) -> bool:
        """Only small drawings leave room."""
        limit = 0 if self.locale == LONGEST else 250
        is_full = self._own_words > limit or (self.locale == LONGEST and self.contact_line > 45)
        return (is_full and self.steps > MANY_STEPS) or self.has_longest_lines

    @property
    def is_tight(self) -> bool:
        """Drawings must be a little smaller."""
        has_words = (self._own_words > 0 and self.steps > 6) or self._own_words > 620
        has_long_lines = self.sender_address > 44 or self.name > 50 or self.contact_line > 90
        return has_words or has_long_lines or (self.steps > MANY_STEPS and self.locale == LONGEST)

    @property
    def has_longest_lines(self) -> bool:
        """Its address or its contact line takes several lines wherever it stands."""
        return self.sender_address > 70 or self.contact_line > 130

    @property
    def _own_words(self) -> int:
        return self.before + self.after

    def _crowded(self) -> tuple[str, ...]:
        if self.locale == LONGEST and self._own_words > (200 if self.has_longest_lines else FILLED):
            return ("crowded-full", "crowded-brim")
        return ("crowded-full",) if self._own_words > (200 if self.has_longest_lines else 450) else ()

    def _double(self) -> tuple[str, ...]:
        is_long = bool(self._own_words) or bool({self.locale, self.second} & LONG)
        has_room = self.steps <= FEW_STEPS if self._own_words > FILLED else self.steps <= MANY_STEPS
        if not self.has_longest_lines and (has_room or not is_long):
            return ()
        is_wide = self.has_longest_lines or self.contact_line > 90
        if self._own_words > FILLED or (self._own_words > 250 and is_wide):
            return ("double-long", "double-full", "double-brim")
        return ("double-long", "double-full") if self._own_words > 250 or self.has_longest_lines else ("double-long",)

    def _short(self) -> tuple[str, ...]:
        # What stands before the steps shares their page; what comes after them has a page of its own.
        if self.before > 130:
            return ("short-full",)
        return ("short-words",) if self.before or self.locale == LONGEST else ()


def fullness_of(sheet: Sheet) -> Fullness:
    """How full this sheet is."""
    who = sheet.branding
    return Fullness(
        steps=len(sheet.steps),
        before=_room(sheet.intro),
        after=_room(sheet.closing),
        name=len(who.name),
        sender_address=len(who.sender_address),
        contact_line=len(who.contact_line),
        locale=sheet.locale.code,
        second=sheet.second.locale.code if sheet.second else "",
    )


def _room(words: str) -> int:
    return len(words) + LETTERS_A_LINE * words.count("\n")
