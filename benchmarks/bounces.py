"""What an explanation costs beside flufl-bounce alone, over the same letters, interleaved in one run; and hostile texts of 1 MB.

Ours is the whole answer: kind, addresses, reason, sentence. flufl-bounce alone parses the message and looks for addresses.
"""

import email
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from flufl.bounce import all_failures

from benchmarks.goals import at_most
from helpcenter.bounces.explain import explain
from helpcenter.bounces.knowledge import read_knowledge

KNOWLEDGE = read_knowledge(Path(__file__).parents[1] / "content/bounces")
ROUNDS = 15
ANSWERS = (
    "550 5.1.1 <famille@example.net>: Recipient address rejected: User unknown",
    "552 5.2.2 Mailbox full",
    "554 5.7.1 Service unavailable; client host [192.0.2.1] blocked using a list",
    "451 4.7.1 Greylisting in action, please come back later",
    "550 wxyz",
)
LETTERS = {
    "postfix": "This is the mail system at host mx.example.org.\n\n<famille@example.net>: host mx.example.net[192.0.2.1] said: {answer}\n",
    "qmail": "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message.\n\n<famille@example.net>:\n{answer}\n",
    "exim": "This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  famille@example.net\n    {answer}\n",
    "exchange": "Échec de la remise à ces destinataires ou groupes :\n\nfamille@example.net\nRemote Server returned '{answer}'\n",
}
STATUS = "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; famille@example.net\nAction: failed\nStatus: {code}\nDiagnostic-Code: smtp; {answer}\n"
HEAD = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\nTo: envoi@example.com\nSubject: Undelivered Mail Returned to Sender\n"
COPY = "Received: from a.example.org\nFrom: envoi@example.com\nTo: famille@example.net\nSubject: Inscriptions\n\n" + "Bonjour\n" * 60
MEGABYTE = 1_000_000
HOSTILE = {
    "user unknown": b"550 user unknown\n",
    "addresses": b"a@b.example ",
    "angles": b"<",
    "at": b"a@",
    "dots": b"a.b-c.",
    "line breaks": b"\n",
    "spaces": b" ",
    "parts": b"--b\nContent-Type: multipart/mixed; boundary=b\n\n",
}


def run() -> list[str]:
    """Measure; returns the lines of a Markdown table."""
    mails = [_report(text, answer) for text in LETTERS.values() for answer in ANSWERS] + [_letter(text, ANSWERS[0]) for text in LETTERS.values()]
    ours, theirs = _race(mails, lambda mail: explain(mail, KNOWLEDGE), lambda mail: all_failures(email.message_from_bytes(mail)))
    slowest = {name: _seconds(lambda mail=mail: explain(mail, KNOWLEDGE)) for name, mail in _hostile().items()}
    worst = max(slowest, key=lambda name: slowest[name])
    return [
        "| what | CPU ms, median |",
        "|---|--:|",
        f"| explain | {ours * 1_000:.2f} |",
        f"| flufl-bounce alone | {theirs * 1_000:.2f} |",
        f"| the slowest of {len(slowest)} hostile texts of 1 MB ({worst}) | {slowest[worst] * 1_000:.0f} |",
        "",
        at_most("explain ÷ flufl-bounce alone", ours / theirs, 4),
        at_most("seconds for a hostile text of 1 MB", slowest[worst], 0.5),
    ]


def _report(text: str, answer: str) -> bytes:
    code = next((word for word in answer.split() if word.count(".") == 2), "5.0.0")
    parts = (("text/plain; charset=utf-8", text), ("message/delivery-status", STATUS), ("message/rfc822", COPY))
    body = "".join(f"--limit\nContent-Type: {kind}\n\n{part}\n" for kind, part in parts).format(answer=answer, code=code)
    return f'{HEAD}Content-Type: multipart/report; report-type=delivery-status; boundary="limit"\n\n{body}--limit--\n'.encode()


def _letter(text: str, answer: str) -> bytes:
    return f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{text.format(answer=answer)}\n--- Original message ---\n{COPY}".encode()


def _hostile() -> dict[str, bytes]:
    return {name: HEAD.encode() + b"Content-Type: multipart/mixed; boundary=b\n\n" * (name == "parts") + b"\n" + piece * (MEGABYTE // len(piece)) for name, piece in HOSTILE.items()}


def _race(mails: list[bytes], *runners: Callable[[bytes], object]) -> list[float]:
    """The median CPU seconds of each runner, in turns."""
    times: list[list[float]] = [[] for _runner in runners]
    for _round in range(ROUNDS):
        for mail in mails:
            for kept, runner in zip(times, runners, strict=True):
                kept.append(_seconds(lambda runner=runner, mail=mail: runner(mail)))
    return [statistics.median(kept) for kept in times]


def _seconds(run_once: Callable[[], object]) -> float:
    start = time.process_time()
    run_once()
    return time.process_time() - start
