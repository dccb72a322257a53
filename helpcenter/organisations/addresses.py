"""Sender addresses, strictly checked: they go into sentences, search expressions, links, XML and vCards."""

import re
import unicodedata
from enum import StrEnum

from helpcenter.organisations.models import ADDRESS_LENGTH

# RFC 5321, 4.5.3.1.1, and RFC 1035, 2.3.4 as it is written with dots.
LOCAL_LENGTH = 64
DOMAIN_LENGTH = 253
# Less than the standard allows: these signs need no quoting in any of the places named above.
LOCAL_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
DOMAIN_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# Never digits alone: 10.0.0.1 is no domain.
TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")


class AddressProblem(StrEnum):
    """Why a text cannot be a sender address."""

    INVISIBLE = "invisible"
    """It holds a line break, a control character or one that turns the direction of the text."""
    TOO_LONG = "too_long"
    """More than 254 characters, or more than 64 before the @."""
    NOT_ONE_AT = "not_one_at"
    """There is not exactly one @."""
    LOCAL_PART = "local_part"
    """Before the @ stands something else than plain letters, digits and . _ + -"""
    DOMAIN = "domain"
    """After the @ does not stand a name such as mairie.example"""


class AddressError(ValueError):
    """This text cannot be a sender address; `problem` says why."""

    def __init__(self, problem: AddressProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def parse_sender_address(text: str) -> str:
    """The address in its canonical form (blanks around removed, domain in small letters); else AddressError."""
    # Blanks only: a line break at an end is refused in words instead of vanishing unseen.
    address = text.strip(" ")
    _refuse_if(AddressProblem.INVISIBLE, any(map(_is_invisible, address)))
    _refuse_if(AddressProblem.TOO_LONG, len(address) > ADDRESS_LENGTH)
    _refuse_if(AddressProblem.NOT_ONE_AT, address.count("@") != 1)
    local, domain = address.split("@")
    _refuse_if(AddressProblem.TOO_LONG, len(local) > LOCAL_LENGTH)
    _refuse_if(AddressProblem.LOCAL_PART, not _is_local_part(local))
    # Only here: before the @, capitals may mean something to the server that reads them (RFC 5321, 2.4).
    domain = domain.lower()
    _refuse_if(AddressProblem.DOMAIN, not _is_domain(domain))
    return f"{local}@{domain}"


def _refuse_if(problem: AddressProblem, is_so: bool) -> None:
    if is_so:
        raise AddressError(problem)


def _is_invisible(character: str) -> bool:
    # Cc: control; Cf: format, among them the characters that reverse a text; Zl, Zp: line and paragraph ends.
    return unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}


def _is_local_part(local: str) -> bool:
    return bool(LOCAL_PART.fullmatch(local)) and ".." not in local and not local.endswith(".")


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    is_named = len(labels) >= 2 and bool(TOP_LEVEL.fullmatch(labels[-1]))
    return is_named and len(domain) <= DOMAIN_LENGTH and all(map(DOMAIN_LABEL.fullmatch, labels))
