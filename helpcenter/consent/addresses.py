"""Addresses of people: read forgivingly, compared as their provider compares them, shown only in part."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

# The longest that a mail server takes (RFC 5321, 4.5.3.1.3).
ADDRESS_LENGTH = 254
IN_BRACKETS = re.compile(r"<([^<>@]*@[^<>]*)>")
# An address with a name before it; whoever sends more is not typing one, and anybody may send it.
LONGEST_TYPED = 1_000
GMAIL = frozenset({"gmail.com", "googlemail.com"})
# What people and programs leave around a pasted address.
AROUND = " \"'«»()[]<>,;:"
SHOWN_FROM = 3


def clean_typed(text: str) -> str:
    """What was typed or pasted, without blanks, invisible characters, brackets and `mailto:`."""
    plain = "".join(filter(_is_visible, unicodedata.normalize("NFKC", text[:LONGEST_TYPED])))
    in_brackets = IN_BRACKETS.search(plain)
    plain = in_brackets[1] if in_brackets else plain
    return "".join(plain.split()).removeprefix("mailto:").strip(AROUND)


def parse_address(text: str) -> str | None:
    """The address in a text, its domain in small letters; None when the text is not a well-formed address."""
    try:
        # Without a question to the name system: it would hold the page up, and a mistyped domain is what people come here to mend.
        found = validate_email(clean_typed(text), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    return found if len(found) <= ADDRESS_LENGTH else None


def canonical_local(local: str, domain: str) -> str:
    """What the provider compares before the @: small letters everywhere; at Gmail neither dots nor what follows a +."""
    # An é may be one sign or two, as the keyboard likes.
    local = unicodedata.normalize("NFC", local).casefold()
    return local.partition("+")[0].replace(".", "") if domain.lower() in GMAIL else local


def canonical_address(address: str) -> str:
    """The address in the one way in which two writings of the same mailbox are equal."""
    local, _, domain = address.rpartition("@")
    domain = "gmail.com" if domain.lower() in GMAIL else domain.lower()
    return f"{canonical_local(local, domain)}@{domain}"


def mask_address(address: str) -> str:
    """The address as it may be shown: m…@free.fr; nothing before the @ when that is too short to hide."""
    local, _, domain = address.rpartition("@")
    first = local[0] if len(local) >= SHOWN_FROM else ""
    return f"{first}…@{domain}"


def domain_of(address: str) -> str:
    """What stands after the @, in small letters."""
    return address.rpartition("@")[2].lower()


def _is_visible(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Co"}
