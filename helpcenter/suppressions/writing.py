"""Blocks as a table that leaves the house: every cell inert, page by page, so that a long list needs little memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from helpcenter.consent.addresses import mask_address
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.tables import write_pieces, write_table
from helpcenter.suppressions.lines import Line

HEADS = {
    "fr": ("adresse", "depuis", "jusqu’au", "raison", "note", "que faire"),
    "en": ("address", "since", "until", "reason", "note", "next step"),
}
OF_ORGANISATION = {"fr": "organisation", "en": "organisation"}


@dataclass(frozen=True)
class Columns:
    """How the lines are written: their language, the words for a block, masked or with the organisation's name."""

    locale: str
    reason: Callable[[Line], str]
    step: Callable[[Line], str]
    is_masked: bool = False
    with_organisation: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns, as the import reads them."""
        names = HEADS.get(self.locale, HEADS["en"])
        return (*names, OF_ORGANISATION.get(self.locale, "organisation")) if self.with_organisation else names


def write_blocks(pages: Iterable[Sequence[Line]], columns: Columns) -> Iterator[str]:
    """The table, piece by piece."""
    yield from write_pieces(chain([[columns.heads]], ([_row(line, columns) for line in lines] for lines in pages)))


def template_csv(locale: str) -> str:
    """The names of the columns that the import reads."""
    return write_table([HEADS.get(locale, HEADS["en"])[:5]])


def _row(line: Line, columns: Columns) -> tuple[str, ...]:
    block = line.block
    address = mask_address(block.address) if columns.is_masked else block.address
    until = block.until_on.isoformat() if block.until_on else ""
    # The provider's words often hold the address.
    detail = "" if columns.is_masked else block.detail
    row = (address, _day(block.since_at), until, columns.reason(line), detail, columns.step(line))
    return (*row, block.organisation.name if block.organisation else "") if columns.with_organisation else row


def _day(moment: datetime) -> str:
    return house_day(moment).isoformat()
