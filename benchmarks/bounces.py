"""What an explanation costs beside flufl-bounce alone, over the same letters, interleaved in one run; and hostile texts of 1 MB.

Ours is the whole answer: kind, addresses, reason, sentence. flufl-bounce alone parses the message and looks for addresses.
"""

import base64
import json
import statistics
import subprocess
import time
from pathlib import Path

from benchmarks.goals import at_most
from benchmarks.servers import PEERS
from helpcenter.bounces.explain import explain
from helpcenter.bounces.knowledge import read_knowledge

KNOWLEDGE = read_knowledge(Path(__file__).parents[1] / "content/bounces")
ROUNDS = 5
PEER = Path(__file__).with_name("flufl_peer.py")
ANSWERS = (
    "550 5.1.1 <famille@example.net>: Recipient address rejected: User unknown",
    "552 5.2.2 Mailbox full",
    "554 5.7.1 Service unavailable; client host [192.0.2.1] blocked using a list",
    "451 4.7.1 Greylisting in action, please come back later",
    "550 wxyz",
)
LETTERS = {
    "postfix": "This is the mail system at host.\n\n<famille@example.net>: host mx.example.net[192.0.2.1] said: {answer}\n",
    "qmail": "Hi. This is the qmail-send program at example.org.\nNot delivered.\n\n<famille@example.net>:\n{answer}\n",
    "exim": "This message was created automatically.\nThe following address(es) failed:\n\n  famille@example.net\n    {answer}\n",
    "exchange": "Échec de la remise à ces destinataires ou groupes :\n\nfamille@example.net\nRemote Server returned '{answer}'\n",
}
STATUS = (
    "Reporting-MTA: dns; mx.example.org\n\n"
    "Final-Recipient: rfc822; famille@example.net\nAction: failed\nStatus: {code}\nDiagnostic-Code: smtp; {answer}\n"
)
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
    mails = [_report(text, answer) for text in LETTERS.values() for answer in ANSWERS] + [
        _letter(text, ANSWERS[0]) for text in LETTERS.values()
    ]
    ours, theirs = _race(mails)
    slowest = {name: _milliseconds(mail) for name, mail in _hostile().items()}
    worst = max(slowest, key=lambda name: slowest[name])
    return [
        "| what | CPU ms, median |",
        "|---|--:|",
        f"| explain | {ours:.2f} |",
        f"| flufl-bounce alone | {theirs:.2f} |",
        f"| the slowest of {len(slowest)} hostile texts of 1 MB ({worst}) | {slowest[worst]:.0f} |",
        "",
        at_most("explain ÷ flufl-bounce alone", ours / theirs, 4),
        at_most("seconds for a hostile text of 1 MB", slowest[worst] / 1_000, 0.5),
    ]


def _report(text: str, answer: str) -> bytes:
    code = next((word for word in answer.split() if word.count(".") == 2), "5.0.0")
    parts = (("text/plain; charset=utf-8", text), ("message/delivery-status", STATUS), ("message/rfc822", COPY))
    body = "".join(f"--limit\nContent-Type: {kind}\n\n{part}\n" for kind, part in parts).format(answer=answer, code=code)
    return f'{HEAD}Content-Type: multipart/report; report-type=delivery-status; boundary="limit"\n\n{body}--limit--\n'.encode()


def _letter(text: str, answer: str) -> bytes:
    return f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{text.format(answer=answer)}\n--- Original message ---\n{COPY}".encode()


def _hostile() -> dict[str, bytes]:
    texts = {name: b"\n" + piece * (MEGABYTE // len(piece)) for name, piece in HOSTILE.items()}
    mixed = b"Content-Type: multipart/mixed; boundary=b\n"
    return {name: HEAD.encode() + (mixed if name == "parts" else b"") + text for name, text in texts.items()}


def _race(mails: list[bytes]) -> tuple[float, float]:
    """The median CPU milliseconds of ours and theirs, in turns."""
    ours: list[float] = []
    theirs: list[float] = []
    for _round in range(ROUNDS):
        ours += [_milliseconds(mail) for mail in mails]
        theirs += _ask_peer(mails)
    return statistics.median(ours), statistics.median(theirs)


def _ask_peer(mails: list[bytes]) -> list[float]:
    asked = json.dumps([base64.b64encode(mail).decode() for mail in mails])
    answer = subprocess.run([str(PEERS), str(PEER)], input=asked, capture_output=True, text=True, check=True)
    return list(map(float, json.loads(answer.stdout)))


def _milliseconds(mail: bytes) -> float:
    start = time.process_time()
    explain(mail, KNOWLEDGE)
    return 1_000 * (time.process_time() - start)
