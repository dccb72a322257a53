"""Tells by a mail server's sentence whether a refusal is about the sender: its name, its volume, its content. No person can lift that."""

import re

from helpcenter.bounces.explanation import Cause

# 5.7.x is a matter of rules; 5.7.1 is also said of a recipient who may not be written to, so the words decide.
SENDER_SIDE = re.compile(
    r"\b[45]\.7\.(?!1\b|17\b|18\b|19\b)\d+\b|spamhaus|\bspf\b|\bdkim\b|\bdmarc\b|reputation|block ?list|black ?list|\brbl\b|\bdnsbl\b"
    r"|rate limit|too many (?:mails|messages|connections)|\bspam\b|unsolicited|content (?:rejected|blocked)|virus"
    r"|message (?:is )?too (?:large|big)",
    re.IGNORECASE,
)


def cause_of(sentence: str, otherwise: Cause = Cause.RECIPIENT) -> Cause:
    """Sender-side when the sentence says so."""
    return Cause.SENDER_SIDE if SENDER_SIDE.search(sentence) else otherwise
