"""The sheets to choose from, mail client by mail client, in the order that an organisation gave them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.tutorials.choices import Selection, files_of_choices, in_order, list_tutorials
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.shape import Shape
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.web.kept_value import KeptValue


@dataclass(frozen=True)
class ClientRow:
    """One mail client: its sheets, and which of them are chosen."""

    client: str
    name: str
    sheets: tuple[Tutorial, ...]
    chosen: frozenset[str]

    @property
    def is_chosen(self) -> bool:
        """True when families are offered at least one of its sheets."""
        return bool(self.chosen)


def known_sheets(tutorials: Tutorials, locale: str) -> tuple[Tutorial, ...]:
    """Every sheet there is, each in this language where it is written in it, else in French."""
    here = {each.id: each for each in list_tutorials(tutorials, locale)}
    # French has every sheet: what is not translated yet can be chosen all the same.
    others = list_tutorials(tutorials, DEFAULT_LOCALE) if locale != DEFAULT_LOCALE else ()
    return tuple(here.get(each.id, each) for each in others) if others else tuple(here.values())


def keep_ids(tutorials: Tutorials) -> KeptValue[tuple[str, ...]]:
    """The ids of all sheets; they do not depend on the language."""
    return KeptValue(
        lambda: tuple(each.id for each in known_sheets(tutorials, DEFAULT_LOCALE)), lambda: files_of_choices(tutorials, DEFAULT_LOCALE)
    )


def offered_ids(sheets: Iterable[Tutorial], wish: Selection) -> tuple[str, ...] | None:
    """What families are offered, newer sheets behind; None for all in our order."""
    return None if wish.tutorials is None else tuple(each.id for each in in_order(sheets, wish))


def list_rows(sheets: Iterable[Tutorial], chosen: tuple[str, ...] | None) -> tuple[ClientRow, ...]:
    """The mail clients, those chosen first and in their order; None chooses all in our order."""
    by_client: dict[str, list[Tutorial]] = {}
    for each in sheets:
        by_client.setdefault(each.meta.client, []).append(each)
    known = [each.id for found in by_client.values() for each in found]
    wanted = known if chosen is None else chosen
    rows = [_row(client, found, frozenset(wanted)) for client, found in by_client.items()]
    return tuple(sorted(rows, key=lambda row: _place(row, wanted)))


def _place(row: ClientRow, wanted: Sequence[str]) -> int:
    """That of the first of its sheets that is chosen; behind all others without one."""
    return min((wanted.index(each.id) for each in row.sheets if each.id in wanted), default=len(wanted))


def _row(client: str, sheets: list[Tutorial], wanted: frozenset[str]) -> ClientRow:
    chosen = frozenset(each.id for each in sheets) & wanted
    return ClientRow(client, sheets[0].meta.client_name, tuple(sheets), chosen)


def move(rows: tuple[ClientRow, ...], client: str, by: int) -> tuple[ClientRow, ...]:
    """The rows with one of them a place further up (-1) or down (1); as they are where there is no such place."""
    names = [row.client for row in rows]
    here = names.index(client) if client in names else -1
    there = here + by
    if here < 0 or not 0 <= there < len(rows):
        return rows
    moved = list(rows)
    moved[here], moved[there] = moved[there], moved[here]
    return tuple(moved)


def choose(rows: tuple[ClientRow, ...], chosen: Iterable[str]) -> tuple[ClientRow, ...]:
    """The same rows with these sheets chosen."""
    wanted = frozenset(chosen)
    return tuple(replace(row, chosen=wanted & {each.id for each in row.sheets}) for row in rows)


def chosen_ids(rows: Iterable[ClientRow], default: Iterable[Tutorial]) -> tuple[str, ...] | None:
    """The chosen sheets in this order; None when that is all of them in our order, so that new ones come by themselves."""
    chosen = taken_ids(rows)
    ours = tuple(each.id for row in list_rows(default, None) for each in row.sheets)
    # Stored as no choice at all, new sheets come by themselves (docs/decisions/0021).
    return None if chosen == ours else chosen


def taken_ids(rows: Iterable[ClientRow]) -> tuple[str, ...]:
    """The chosen sheets in this order."""
    return tuple(each.id for row in rows for each in row.sheets if each.id in row.chosen)


def declined_ids(rows: Iterable[ClientRow]) -> tuple[str, ...]:
    """The sheets that are left out: whatever is neither chosen nor among these was written later."""
    return tuple(each.id for row in rows for each in row.sheets if each.id not in row.chosen)


def undecided_ids(ids: Iterable[str], wish: Selection) -> tuple[str, ...]:
    """Of the ids of all sheets those that are neither chosen nor left out: written later, or left out before anybody noted that."""
    known = {*(wish.tutorials or ()), *(wish.declined or ())}
    return () if wish.tutorials is None else tuple(each for each in ids if each not in known)


def decide(shape: Shape, sheets: Sequence[Tutorial], ids: Iterable[str], *, is_taken: bool) -> Shape:
    """The shape with these sheets handed out, behind the others, or left out; nothing to decide where all are handed out."""
    known = [each.id for each in sheets]
    wanted = [each for each in known if each in set(ids)]
    if shape.tutorials is None or not wanted:
        return shape
    # Before anybody noted what is left out, whatever was not chosen was: it must not all come back with the one that is decided now.
    left = shape.declined if shape.declined is not None else tuple(each for each in known if each not in shape.tutorials)
    chosen = tuple(each for each in shape.tutorials if each not in wanted)
    declined = tuple(each for each in left if each not in wanted)
    if is_taken:
        return shape.with_changes(tutorials=(*chosen, *wanted), declined=declined)
    # The last sheet cannot be left out: families would find an empty page.
    return shape.with_changes(tutorials=chosen, declined=(*declined, *wanted)) if chosen else shape
