"""Reads the provider's answers from a table: that of the dossier with its last column filled in, or any other with both columns."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpcenter.batches.models import ProviderRequest, RequestState
from helpcenter.batches.service import Answer
from helpcenter.consent.addresses import canonical_address, parse_address
from helpcenter.i18n import tables
from helpcenter.i18n.workbooks import read_file

MOST_BYTES = 1_000_000
MOST_LINES = 2_000
# Without accents and in small letters, as _plain writes what it compares.
ADDRESS_COLUMNS = frozenset({"address", "adresse", "email", "e-mail", "mail", "recipient", "destinataire", "courriel"})
ANSWER_COLUMNS = frozenset({"answer", "reponse", "status", "statut", "etat", "state", "result", "resultat"})
ANSWERS = {
    Answer.DONE: "done lifted removed unblocked reactivated ok yes leve debloque fait retire reactive oui",
    Answer.DECLINED: "declined refused rejected denied no refuse rejete non",
    Answer.NO_ANSWER: "no_answer none sans_reponse aucune_reponse",
}
WORDS = {word: answer for answer, words in ANSWERS.items() for word in words.split()}


class TableError(ValueError):
    """The whole table cannot be read."""

    def __init__(self, problem: "TableProblem") -> None:
        super().__init__(problem.value)
        self.problem = problem


class TableProblem(StrEnum):
    """Why a table cannot be read."""

    EMPTY = "empty"
    """There is nothing in it."""
    TOO_LARGE = "too_large"
    """More than anybody would write."""
    UNREADABLE = "unreadable"
    """A picture, or a table that is broken."""
    LOCKED = "locked"
    """A password protects it."""
    COLUMNS = "columns"
    """No column is called address, or none answer."""


OF_A_FILE = {
    "long": TableProblem.TOO_LARGE,
    "heavy": TableProblem.TOO_LARGE,
    "locked": TableProblem.LOCKED,
    "empty": TableProblem.EMPTY,
}


class LineProblem(StrEnum):
    """Why one line is left out."""

    ADDRESS = "address"
    """Not an address."""
    UNKNOWN = "unknown"
    """This address is not in the batch."""
    ANSWER = "answer"
    """The answer is no word that the product knows."""
    ANSWERED = "answered"
    """The answer for this address stands already."""
    TWICE = "twice"
    """Another line answers for the same address."""


@dataclass(frozen=True)
class Line:
    """One line: the request and its answer, or why it is left out."""

    number: int
    address: str
    request: ProviderRequest | None = None
    answer: Answer | None = None
    problem: LineProblem | None = None


def read_answers(data: bytes, requests: Sequence[ProviderRequest]) -> list[Line]:
    """Every line that says something; TableError when the table as a whole cannot be read."""
    head, *lines = _read(data)
    address_at, answer_at = _find_columns(head)
    open_by_key = {request.mailbox_key: request for request in requests}
    seen: set[str] = set()
    return list(_judge_lines(lines, address_at, answer_at, open_by_key, seen))


def _judge_lines(
    lines: list[tables.Line], address_at: int, answer_at: int, known: dict[str, ProviderRequest], seen: set[str]
) -> Iterator[Line]:
    for line in lines:
        said = line.cells[answer_at] if answer_at < len(line.cells) else ""
        # No answer says nothing: a table mostly comes back half filled.
        if said and address_at < len(line.cells):
            # Our own table puts it before = + - @, so that no spreadsheet takes an address for a formula; here it comes back.
            yield _judge(line.number, line.cells[address_at].removeprefix("'"), said, known, seen)


def _judge(number: int, typed: str, said: str, known: dict[str, ProviderRequest], seen: set[str]) -> Line:
    address = parse_address(typed)
    if address is None:
        return Line(number, typed[:80], problem=LineProblem.ADDRESS)
    key, answer = canonical_address(address), WORDS.get(_plain(said))
    request = known.get(key)
    if request is None:
        return Line(number, address, problem=LineProblem.UNKNOWN)
    if answer is None:
        return Line(number, address, problem=LineProblem.ANSWER)
    if key in seen:
        return Line(number, address, problem=LineProblem.TWICE)
    if request.state not in {RequestState.ASKED, RequestState.NO_ANSWER}:
        return Line(number, address, problem=LineProblem.ANSWERED)
    # Only what counts: a line that was left out must not make the right one below it the second.
    seen.add(key)
    return Line(number, address, request, answer)


def _read(data: bytes) -> list[tables.Line]:
    try:
        lines = tables.read_lines(read_file(data, MOST_BYTES).text)
    except tables.TableError as error:
        raise TableError(OF_A_FILE.get(error.problem, TableProblem.UNREADABLE)) from error
    if not lines:
        raise TableError(TableProblem.EMPTY)
    if len(lines) > MOST_LINES + 1:
        # Read in part, it would leave addresses without the answer that stands further down, and say nothing.
        raise TableError(TableProblem.TOO_LARGE)
    return lines


def _find_columns(head: tables.Line) -> tuple[int, int]:
    names = [_plain(name) for name in head.cells]
    address = next((at for at, name in enumerate(names) if name in ADDRESS_COLUMNS), None)
    answer = next((at for at, name in enumerate(names) if name in ANSWER_COLUMNS), None)
    if address is None or answer is None:
        raise TableError(TableProblem.COLUMNS)
    return address, answer


def _plain(word: str) -> str:
    """Small letters without accents; blanks become one low line."""
    letters = unicodedata.normalize("NFKD", word.strip().casefold())
    return re.sub(r"\s+", "_", "".join(letter for letter in letters if not unicodedata.combining(letter)))
