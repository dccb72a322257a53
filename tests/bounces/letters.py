"""Mails that servers write, as their documentation shows them, with invented addresses."""

from pathlib import Path

from helpcenter.bounces.explain import explain
from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.knowledge import read_knowledge

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "content/bounces")


def read(message: str | bytes) -> Explanation:
    """What the explainer says of a message."""
    return explain(message if isinstance(message, bytes) else message.encode(), KNOWLEDGE)


def delivery_status(
    diagnostic: str, *, status: str = "5.0.0", action: str = "failed", to: str = "famille@example.net", letter: str = ""
) -> str:
    """A complete report as Postfix writes it (RFC 3464)."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: envoi@example.com
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="limit/mx.example.org"

--limit/mx.example.org
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.
{letter}
--limit/mx.example.org
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--limit/mx.example.org
Content-Type: message/rfc822

From: envoi@example.com
To: {to}
Subject: Inscriptions

Bonjour
--limit/mx.example.org--
"""


def letter(text: str, *, sender: str = "MAILER-DAEMON@mx.example.org", subject: str = "failure notice", path: str = "<>") -> str:
    """A report in words alone."""
    return f"""Return-Path: {path}
From: {sender}
To: envoi@example.com
Subject: {subject}
Content-Type: text/plain; charset=utf-8

{text}
"""


def exim(answer: str, to: str = "famille@example.net") -> str:
    """A report as Exim writes it."""
    head = f"X-Failed-Recipients: {to}\nAuto-Submitted: auto-replied\n"
    text = f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {to}
    {answer}

------ This is a copy of the message, including all the headers. ------

Return-path: <envoi@example.com>
From: envoi@example.com
Subject: Quota exceeded? Spam? User unknown?
"""
    return head + letter(text, subject="Mail delivery failed: returning message to sender")


def person(text: str, *, subject: str = "Inscriptions", more: str = "") -> str:
    """A mail that a person wrote."""
    return f"""Return-Path: <claire@example.net>
From: Claire Exemple <claire@example.net>
To: accueil@example.com
Subject: {subject}
{more}Content-Type: text/plain; charset=utf-8

{text}
"""
