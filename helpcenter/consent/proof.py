"""Proof that a person answers: the address is typed, which no scanner knows. Forgiving towards people, never towards guesses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from helpcenter.consent.addresses import canonical_address, canonical_local, clean_typed, domain_of, parse_address


class Match(StrEnum):
    """What was typed, compared with the address of the invitation."""

    LOCAL_PART = "local_part"
    """The part before the @: proof."""
    WHOLE_ADDRESS = "whole_address"
    """The whole address: proof."""
    PRINTED_DIGITS = "printed_digits"
    """The four digits beside the square, on paper or at the counter: proof that a person holds it, none of the address."""
    SPOKEN = "spoken"
    """Named on the telephone, and compared by the clerk: weak, and no proof of the mailbox."""
    SIGNED = "signed"
    """Written by hand on a signed paper, and compared by the clerk."""
    OTHER_ADDRESS = "other_address"
    """Another well-formed address: perhaps the right one, perhaps a slip; the person is asked."""
    NOTHING = "nothing"
    """Neither."""


PROVEN = frozenset({Match.LOCAL_PART, Match.WHOLE_ADDRESS, Match.PRINTED_DIGITS})
# What programs type into a box that they do not understand.
JUNK = frozenset(
    {"a", "aa", "aaa", "abc", "abcd", "admin", "adresse", "asdf", "contact", "email", "famille", "foo", "info", "john", "mail"}
    | {"name", "nom", "prenom", "test", "user", "x", "xxx", "1", "12", "123", "1234"}
)
WORD = re.compile(r"[^\s@,;:!?()«»\"'’<>/]+")
LETTERS = re.compile(r"\w+")


@dataclass(frozen=True)
class Proof:
    """The outcome; `other` is the other address when there is one."""

    match: Match
    other: str = ""

    @property
    def is_proven(self) -> bool:
        """True when a person who knows the address typed this."""
        return self.match in PROVEN


NO_PROOF = Proof(Match.NOTHING)


def check_proof(typed: str, address: str, *, needs_whole: bool = False, not_theirs: Iterable[str] = ()) -> Proof:
    """Compare what was typed with the address; `not_theirs` are addresses that stand in the messages, so no person's own."""
    plain = clean_typed(typed)
    other = parse_address(plain)
    if other is None:
        return NO_PROOF if needs_whole else _check_local_part(plain, address)
    if canonical_address(other) == canonical_address(address):
        return Proof(Match.WHOLE_ADDRESS)
    # Read in a message and typed into the box: that is what a program does.
    if canonical_address(other) in {canonical_address(known) for known in not_theirs if known}:
        return NO_PROOF
    return Proof(Match.OTHER_ADDRESS, other)


def is_same_local_part(typed: str, address: str) -> bool:
    """True for exactly the part before the @, without the rest: asked for a second time, it shows that a person copies it."""
    local, _, domain = address.rpartition("@")
    plain = clean_typed(typed)
    return "@" not in plain and canonical_local(plain, domain) == canonical_local(local, domain)


def is_guessable(address: str, texts: Iterable[str]) -> bool:
    """True when a program that tries every word of these texts would find the part before the @."""
    local, _, domain = address.rpartition("@")
    words = JUNK.union(*(_words_of(text) for text in texts))
    return canonical_local(local, domain) in {canonical_local(word, domain) for word in words}


def _words_of(text: str) -> set[str]:
    words = {word.strip(".-") for word in WORD.findall(text)}
    # Both ways of cutting: what a program takes for one word, another takes for two, as in j.dupont.
    return words | set(LETTERS.findall(text))


def _check_local_part(plain: str, address: str) -> Proof:
    # "marie@" and "marie@gmail" are the same part with the beginning of the rest.
    local, _, rest = plain.partition("@")
    domain = domain_of(address)
    is_same = bool(local) and canonical_local(local, domain) == canonical_local(address.rpartition("@")[0], domain)
    return Proof(Match.LOCAL_PART) if is_same and domain.startswith(rest.lower()) else NO_PROOF
