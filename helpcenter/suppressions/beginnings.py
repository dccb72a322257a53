"""Where somebody may begin to type an address that they half remember: at each name in it, and after the @.

Kept in a table of their own, so that an index finds them, whichever database it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import insert
from sqlalchemy.orm import Session

from helpcenter.suppressions.models import Suppression, SuppressionBeginning

# A letter or digit with neither before it.
FIRST = re.compile(r"(?<![^\W_])[^\W_]")
# No address of a person has more; one that somebody made to be long costs no more than others.
MOST_BEFORE, MOST_AFTER = 6, 3
# What is typed before a word, and stands in no beginning: @orange.fr, *@orange.fr.
BEFORE = " @.*-_+%"


def beginnings_of(address: str) -> list[str]:
    """What is left of an address from each of its words on, the whole one first; not from its last word, which very many share."""
    text = as_typed(address)
    at = text.rfind("@") + 1
    return [*_rests(text, 0, at, MOST_BEFORE), *_rests(text, at, max(text.rfind("."), at + 1), MOST_AFTER)]


def as_typed(text: str) -> str:
    """A text in the letters in which beginnings are kept."""
    return unicodedata.normalize("NFC", text).casefold().strip().lstrip(BEFORE)


def keep_beginnings(session: Session, block: Suppression) -> None:
    """Let a new block be found by each of them."""
    about = {"suppression_id": block.id, "organisation_id": block.organisation_id}
    # The mailbox too: Gmail's is written without the dots that somebody may leave out.
    texts = dict.fromkeys([*beginnings_of(block.address), block.mailbox_key])
    session.execute(insert(SuppressionBeginning), [about | {"text": text} for text in texts])


def _rests(text: str, start: int, end: int, most: int) -> Iterator[str]:
    return (text[match.start() :] for match in islice(FIRST.finditer(text, start, end), most))
