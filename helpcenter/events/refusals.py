"""Whether a refusal is about the sender (its name, its volume, its content), so that no person can lift it: the explainer's rows tell.

A line that staff add to content/bounces counts here after the next start.
"""

from functools import lru_cache
from pathlib import Path

import structlog

from helpcenter.bounces.explanation import Cause
from helpcenter.bounces.judging import Statement, judge, make_statement
from helpcenter.bounces.knowledge import Knowledge, read_knowledge
from helpcenter.config import HOUSE
from helpcenter.documents.errors import ContentError

FOLDER = "bounces"
# What servers say repeats itself: addresses and names of servers are taken out before it is looked up.
MOST_SENTENCES = 5_000
log = structlog.get_logger("helpcenter.events")


class Refusals:
    """The rows of one folder, read at the first sentence and kept."""

    def __init__(self, content: Path) -> None:
        self.read_from(content)

    def read_from(self, content: Path) -> None:
        """Ask the rows of this folder of texts from now on."""
        self._folder, self._knowledge = content / FOLDER, lru_cache(1)(self._read)
        self._is_about_the_sender = lru_cache(MOST_SENTENCES)(self._judge)

    def cause_of(self, sentence: str, otherwise: Cause = Cause.RECIPIENT) -> Cause:
        """Sender-side when the sentence says so; whom else it concerns, the provider's own word tells."""
        return Cause.SENDER_SIDE if sentence.strip() and self._is_about_the_sender(make_statement(sentence).folded) else otherwise

    def _judge(self, folded: str) -> bool:
        knowledge = self._knowledge()
        return knowledge is not None and judge([Statement(folded, folded)], "", knowledge, is_final=False).reason.cause is Cause.SENDER_SIDE

    def _read(self) -> Knowledge | None:
        """None when they cannot be read: events go on coming, and the check of the content names the line."""
        try:
            return read_knowledge(self._folder)
        except (ContentError, OSError) as error:
            log.error("codes and wordings cannot be read", problem=str(error))
            return None


# The modules of the providers are plain functions; the application tells once where its texts stand.
REFUSALS = Refusals(HOUSE / "content")


def cause_of(sentence: str, otherwise: Cause = Cause.RECIPIENT) -> Cause:
    """What the rows of this installation say of a sentence."""
    return REFUSALS.cause_of(sentence, otherwise)
