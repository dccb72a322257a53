"""An organisation's main colour: read strictly, and dark enough for white text on it (WCAG AA)."""

import re
from dataclasses import dataclass

HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
WHITE = "#ffffff"
# WCAG 2.2, success criterion 1.4.3: contrast of normal text at level AA.
READABLE = 4.5
# More steps than a channel has values: no shade is passed over.
STEPS = 1000


class ColourError(ValueError):
    """This text is not a colour of the form #rrggbb."""


@dataclass(frozen=True)
class ColourChoice:
    """The colour that was asked for and the one that is used: the same, or darker so that white text can be read."""

    asked: str
    used: str

    @property
    def is_corrected(self) -> bool:
        """True when the asked colour was too pale."""
        return self.asked != self.used


def parse_colour(text: str) -> str:
    """The colour as #rrggbb in small letters; `#abc` and a missing # are understood, all else is a ColourError."""
    # The whole text or nothing: what stood after it would be somebody's own CSS on our pages.
    match = HEX.fullmatch(text.strip())
    if match is None:
        raise ColourError(text)
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def choose_colour(text: str) -> ColourChoice:
    """Read a colour and darken it as little as white text needs."""
    asked = parse_colour(text)
    return ColourChoice(asked, _darken(asked))


def colour_rule(colour: str) -> str:
    """The CSS rule that gives a sheet or page its colour, checked strictly since nothing escapes CSS."""
    return f":root {{ --sheet-colour: {choose_colour(colour).used}; --sheet-on-colour: {WHITE}; }}"


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two colours, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _darken(colour: str) -> str:
    """The lightest shade of this colour on which white text is readable: the hue stays, the light goes down."""
    for step in range(STEPS, 0, -1):
        shade = _scale(colour, step / STEPS)
        if contrast(shade, WHITE) >= READABLE:
            return shade
    return "#000000"


def _scale(colour: str, factor: float) -> str:
    return "#" + "".join(f"{int(channel * factor):02x}" for channel in _channels(colour))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    # From sRGB to light; WCAG prints 0.03928 for the threshold, an old slip that changes no colour of 8 bits.
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
