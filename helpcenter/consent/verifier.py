"""Checks an exported ledger. Runs alone, with the standard library only: python verifier.py EXPORT.jsonl [--head SEQ:HASH]

Each line of the export is one event. `leaf` seals its payload, `hash` seals all its other columns and the hash before it, so an
edit, a new date or a missing line in the middle is found. A cut tail or a chain made anew is found only by comparing with a head
(SEQ:HASH) that left the machine earlier, such as the one printed on a receipt.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SEALED = ("seq", "record_id", "schema", "kind", "case_id", "organisation_id", "at_utc", "leaf", "prev")
FIRST_PREV = "0" * 64


@dataclass(frozen=True)
class Finding:
    """What a check found: how far the chain is sound, and the first bad event if there is one."""

    rows: int
    erased: int
    head_seq: int
    head_hash: str
    bad_seq: int | None = None
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """True when nothing was found."""
        return self.bad_seq is None


def canonical_json(value: Any) -> bytes:
    """One way only to write a value: sorted keys, no blanks, UTF-8; texts, whole numbers, booleans, null, lists and objects."""
    _refuse_fractions(value)
    # Every program that checks must write the very same bytes: no choice is left open.
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf_of(salt: str, payload: Any) -> str:
    """The seal of a payload: SHA-256 over the bytes of the salt (given in hexadecimal) and the payload."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical_json(payload)).hexdigest()


def hash_of(row: Mapping[str, Any]) -> str:
    """The seal of an event: SHA-256 over all its columns except payload, salt and the seal itself."""
    return hashlib.sha256(canonical_json({name: row[name] for name in SEALED})).hexdigest()


def check_chain(rows: Iterable[Mapping[str, Any]], head: tuple[int, str] | None = None) -> Finding:
    """Follow the chain from its first event; stop at the first bad one. `head` is a (seq, hash) noted earlier."""
    count, erased, seq, last = 0, 0, 0, FIRST_PREV
    for row in rows:
        expected = seq + 1
        reason = _fault(row, expected, last) or _differs_from_head(row, head)
        if reason:
            return Finding(count, erased, seq, last, expected, reason)
        count, seq, last = count + 1, expected, row["hash"]
        erased += row["payload"] is None
    if head and head[0] > seq:
        return Finding(count, erased, seq, last, seq + 1, "the end is missing: the head noted earlier comes later")
    return Finding(count, erased, seq, last)


def _fault(row: Mapping[str, Any], expected: int, last: str) -> str:
    if row.get("seq") != expected:
        return "an event is missing before this place"
    try:
        return _broken_seal(row, last)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return "the event is not complete"


def _broken_seal(row: Mapping[str, Any], last: str) -> str:
    if row["prev"] != last:
        return "it does not continue the event before"
    if row["hash"] != hash_of(row):
        return "it was changed after it was written"
    # Erased: the event's own seal still covers the leaf, so the chain holds without the content.
    if row["payload"] is None and row["salt"] is None:
        return ""
    if row["leaf"] != leaf_of(row["salt"], row["payload"]):
        return "its content was changed after it was written"
    return ""


def _differs_from_head(row: Mapping[str, Any], head: tuple[int, str] | None) -> str:
    is_other = head is not None and row["seq"] == head[0] and row["hash"] != head[1]
    return "it is not the one whose head was noted: the chain was made anew" if is_other else ""


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, Mapping):
        _refuse_fractions(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_fractions(item)
    # Programs write fractions differently, and one other digit would break the seal.
    elif not isinstance(value, str | int | None):
        raise TypeError(f"{type(value).__name__} has no place in evidence")


def read_export(lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """The events of an export; a line that cannot be read becomes an event without columns, and so the first bad one."""
    for line in filter(str.strip, lines):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = {}
        yield row if isinstance(row, dict) else {}


def parse_head(text: str) -> tuple[int, str]:
    """A head as it is printed: 12:9f86d0…"""
    seq, _, digest = text.strip().partition(":")
    if not seq.isdecimal() or len(digest) != len(FIRST_PREV):
        raise ValueError("a head is written SEQ:HASH, the hash with 64 digits")
    return int(seq), digest.lower()


def describe(finding: Finding) -> str:
    """The finding in one line."""
    if not finding.is_sound:
        return f"BAD at seq {finding.bad_seq}: {finding.reason} ({finding.rows} sound before it)"
    return f"OK: {finding.rows} events ({finding.erased} erased), head {finding.head_seq}:{finding.head_hash}"


def main(arguments: list[str] | None = None) -> int:
    """Check the file named on the command line."""
    parser = argparse.ArgumentParser(description="Check an exported ledger of consents.")
    parser.add_argument("export", help="file written by: helpcenter evidence export")
    parser.add_argument("--head", type=parse_head, metavar="SEQ:HASH", help="a head noted earlier, such as on a receipt")
    options = parser.parse_args(arguments)
    # Bytes that are no UTF-8 come through, and break the seal of their event: so it is named, instead of the reading ending here.
    with open(options.export, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123 (any Python can run this file)
        finding = check_chain(read_export(file), options.head)
    sys.stdout.write(describe(finding) + "\n")
    return 0 if finding.is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
