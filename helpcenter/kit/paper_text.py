"""A poster or a sign taken apart: headline, what stands before the address, what stands below it, the words at the QR code, the foot."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpcenter.documents.shelf import Page
from helpcenter.documents.variables import BRACES
from helpcenter.i18n.locales import Locale, get_locale
from helpcenter.kit.texts import CONTACT, QUOTATION, SENDER, KitMeta, blocks_of, fill_block


class PaperError(ValueError):
    """A text that no poster can be made of; the message says what is missing."""


@dataclass(frozen=True)
class PaperText:
    """The words of a poster or a sign in one language."""

    locale: Locale
    headline: str
    lead: tuple[str, ...]
    body: tuple[str, ...]
    caption: str
    foot: tuple[str, ...]
    contact: str


def take_apart(page: Page[KitMeta], values: Mapping[str, str]) -> PaperText:
    """Headline first, then the address alone in a paragraph, then one quotation for the QR code; else PaperError."""
    blocks = blocks_of(page, values)
    address = _place_of_address(blocks)
    caption = _place_of_caption(blocks)
    # The order is that of the paper, and everything is found by its place in the text.
    if not blocks[0].startswith("**") or not 0 < address < caption:
        raise PaperError("needs a headline between ** and **, then the address, then the words at the QR code")
    words = [fill_block(block, values, page) for block in blocks]
    return PaperText(
        locale=get_locale(page.locale),
        headline=words[0],
        lead=tuple(words[1:address]),
        body=tuple(words[address + 1 : caption]),
        caption=words[caption],
        foot=tuple(words[caption + 1 :]),
        contact=values[CONTACT],
    )


def _place_of_address(blocks: tuple[str, ...]) -> int:
    alone = [number for number, block in enumerate(blocks) if (found := BRACES.fullmatch(block)) and found[1].strip() == SENDER]
    if len(alone) != 1:
        raise PaperError(f"needs one paragraph that is nothing but {{{{ {SENDER} }}}}")
    return alone[0]


def _place_of_caption(blocks: tuple[str, ...]) -> int:
    quoted = [number for number, block in enumerate(blocks) if block.startswith(QUOTATION)]
    if len(quoted) != 1:
        raise PaperError("needs one quotation (a line with >): the words at the QR code")
    return quoted[0]
