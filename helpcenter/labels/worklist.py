"""What staff look at: every label that a tutorial quotes, in each language of the screen, the most urgent first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpcenter.documents.errors import ContentError
from helpcenter.documents.typography import typeset
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.labels.mail_clients import Evidence, Label, MailClient, Source
from helpcenter.labels.models import LabelDecision
from helpcenter.labels.queries import LabelName, Stuck
from helpcenter.labels.quotations import Quotation, QuotingRoom
from helpcenter.labels.urgency import OVERDUE, RANKS, State, state_of

PAGE = 20
TO_CHECK, ALL, UNDECIDED = "", "all", "undecided"


@dataclass(frozen=True)
class Row:
    """One label in one language of the screen, with all that one must know to judge it."""

    name: LabelName
    client_name: str
    label: Label
    sources: tuple[Source, ...]
    quotations: tuple[Quotation, ...]
    # What the steps say, in the order of the quotations.
    steps: tuple[str, ...]
    flags: tuple[Stuck, ...]
    decision: LabelDecision | None
    state: State
    order: tuple[int, ...]

    @property
    def readers(self) -> int:
        """How many readers were stuck at it since somebody last looked."""
        return sum(each.number for each in self.flags)

    @property
    def is_overdue(self) -> bool:
        """True when somebody must look at it."""
        return self.state in OVERDUE

    @property
    def is_from_memory(self) -> bool:
        """True when only a decision of staff lets it be published."""
        return self.label.evidence is Evidence.MEMORY

    @property
    def is_undecided(self) -> bool:
        """True when it cannot be published as it is."""
        return self.is_from_memory and self.decision is None


@dataclass(frozen=True)
class Wanted:
    """Which rows: of one mail client, one language of the screen, one state; empty for any (state: all that are overdue)."""

    client: str = ""
    locale: str = ""
    state: str = TO_CHECK

    def fits(self, row: Row) -> bool:
        """True for a row to show."""
        client, _key, locale = row.name
        return self.client in {"", client} and self.locale in {"", locale} and self._fits_state(row)

    def _fits_state(self, row: Row) -> bool:
        if self.state == UNDECIDED:
            return row.is_undecided
        if self.state in set(State):
            return row.state == self.state
        # Anything else in the address of the page is the list as it opens.
        return self.state == ALL or row.is_overdue


@dataclass(frozen=True)
class StuckStep:
    """A step that quotes no label, at which readers were stuck; `title` is the tutorial's, as far as it is known."""

    client: str
    tutorial: str
    step: str
    locale: str
    title: str
    told: str
    number: int


@dataclass(frozen=True)
class Worklist:
    """All rows, the most urgent first, steps without label at which readers were stuck, and the files that could not be read."""

    rows: tuple[Row, ...]
    steps: tuple[StuckStep, ...] = ()
    broken: tuple[str, ...] = ()

    def find(self, name: LabelName) -> Row | None:
        """The row of this label."""
        return next((row for row in self.rows if row.name == name), None)

    def select(self, wanted: Wanted) -> list[Row]:
        """The rows that are wanted."""
        return [row for row in self.rows if wanted.fits(row)]

    def count(self, state: str) -> int:
        """How many rows are in this state."""
        return len(self.select(Wanted(state=state)))


@dataclass(frozen=True)
class Known:
    """What the database holds of labels."""

    flags: Sequence[Stuck]
    decisions: Iterable[LabelDecision]


def make_worklist(room: QuotingRoom, known: Known, locale: str, today: date) -> Worklist:
    """The work list in this language of the interface."""
    quotations, tell = room.quotations(locale), Telling(locale)
    maker = _Maker(room, known, quotations, tell, today)
    # Where readers were stuck, the most readers first; then as families meet the labels.
    rows = sorted(maker.rows(), key=lambda row: (RANKS[row.state], -row.readers, *row.order))
    return Worklist(tuple(rows), tuple(_stuck_steps(known.flags, quotations, tell)), tuple(maker.broken))


class Telling:
    """Says what a step asks for, as the reader's language writes it."""

    def __init__(self, locale: str) -> None:
        words = translations_of(locale)
        self._locale = locale
        self._marks = words.gettext("“"), words.gettext("”")

    def __call__(self, quotation: Quotation, labels: Mapping[str, str]) -> str:
        """The words of the step with these labels."""
        return typeset(quotation.told(labels, self._marks), self._locale)


class _Maker:
    """Puts files, tutorials and the database together."""

    def __init__(self, room: QuotingRoom, known: Known, quotations: Iterable[Quotation], tell: Telling, today: date) -> None:
        self._room = room
        self._tell = tell
        self._today = today
        self._quoted = _by_label(quotations)
        self._flags = _by_name(known.flags)
        self._decisions = {(each.client, each.key, each.locale, each.text): each for each in known.decisions}
        self.broken: list[str] = []

    def rows(self) -> Iterator[Row]:
        """All of them, client by client."""
        for name in dict.fromkeys(client for client, _key in self._quoted):
            try:
                client = self._room.client(name)
            except ContentError as error:
                # Staff see its name above the list; the labels of the others are there all the same.
                self.broken.append(f"{error.file.name}:{error.line}: {error.message}")
                continue
            yield from self._rows_of(client)

    def _rows_of(self, client: MailClient) -> Iterator[Row]:
        for place, ((name, key), quotations) in enumerate(self._quoted.items()):
            if name == client.client:
                for locale, label in client.labels.get(key, {}).items():
                    yield self._row(client, (name, key, locale), label, quotations, place)

    def _row(self, client: MailClient, name: LabelName, label: Label, quotations: list[Quotation], place: int) -> Row:
        flags = tuple(self._flags.get(name, ()))
        # A step may quote more labels than its own.
        texts = {key: by_locale[name[2]].text for key, by_locale in client.labels.items() if name[2] in by_locale}
        return Row(
            name=name,
            client_name=client.short_name,
            label=label,
            sources=tuple(client.sources[source] for source in label.sources),
            quotations=tuple(quotations),
            steps=tuple(self._tell(each, texts) for each in quotations),
            flags=flags,
            decision=self._decisions.get((*name, label.text)),
            state=state_of(label, sum(each.number for each in flags), self._today),
            order=(_rank(name[2]), place),
        )


def _stuck_steps(flags: Iterable[Stuck], quotations: Iterable[Quotation], tell: Telling) -> Iterator[StuckStep]:
    known = {(each.tutorial, each.step): each for each in quotations}
    numbers: Counter[tuple[str, str, str, str]] = Counter()
    for flag in flags:
        client, key, locale = flag.name
        if not key:
            numbers[client, flag.tutorial, flag.step, locale] += flag.number
    for (client, tutorial, step, locale), number in numbers.most_common():
        # A step that has gone since is shown by its id: its readers were stuck all the same.
        found = known.get((tutorial, step))
        told = tell(found, {}) if found else step
        yield StuckStep(client, tutorial, step, locale, found.title if found else tutorial, told, number)


def _rank(locale: str) -> int:
    """Most families read French screens."""
    language = locale.split("_")[0]
    return FAMILY_LOCALES.index(language) if language in FAMILY_LOCALES else len(FAMILY_LOCALES)


def _by_label(quotations: Iterable[Quotation]) -> dict[tuple[str, str], list[Quotation]]:
    """In the order in which one meets the labels on the screen."""
    found: dict[tuple[str, str], list[Quotation]] = {}
    for each in quotations:
        found.setdefault((each.client, each.key), []).append(each)
    return found


def _by_name(flags: Iterable[Stuck]) -> Mapping[LabelName, list[Stuck]]:
    found: dict[LabelName, list[Stuck]] = {}
    for each in flags:
        found.setdefault(each.name, []).append(each)
    return found
