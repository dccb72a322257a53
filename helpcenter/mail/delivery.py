"""The queue process's part: takes mails from the outbox to the mail server.

A mail is claimed in one transaction and ended in another; between them no lock is held, for a server may take its time. A process
that dies in between leaves a claim that ends by itself: the mail is sent again, with the Message-ID that it had.
"""

import threading
from datetime import datetime, timedelta
from email.headerregistry import Address

import structlog

from helpcenter.db import Clock
from helpcenter.jobs.timers import SessionFactory
from helpcenter.mail import outbox
from helpcenter.mail.errors import MailError, PermanentMailError, UnreachableServerError
from helpcenter.mail.transport import Transport

log = structlog.get_logger("helpcenter.mail")
# A server that does not answer is left alone for a moment: each attempt would hold up the queue for its time limit.
REST = timedelta(seconds=45)
MOST_AT_ONCE = 200


class Delivery:
    """Hands mails to the transport, one at a time."""

    def __init__(self, transport: Transport, sender: Address, sessions: SessionFactory, clock: Clock) -> None:
        self._transport = transport
        self._sender = sender
        self._sessions = sessions
        self._clock = clock
        self._rests_until: datetime | None = None
        self._lock = threading.Lock()

    def deliver(self, mail_id: int) -> None:
        """Hand over one mail, if it is due and the server is well."""
        if not self._is_resting():
            self._deliver(mail_id)

    def deliver_due(self) -> int:
        """Hand over what is due until the server fails; how many left."""
        with self._sessions() as session:
            waiting = outbox.due(session, self._clock(), MOST_AT_ONCE)
            session.rollback()
        sent = 0
        for mail_id in waiting:
            if self._is_resting():
                break
            sent += self._deliver(mail_id)
        return sent

    def clean(self) -> None:
        """Forget what is old."""
        with self._sessions() as session:
            outbox.forget_old(session, self._clock())
            session.commit()

    def _deliver(self, mail_id: int) -> bool:
        with self._sessions() as session:
            held = outbox.claim(session, mail_id, self._clock())
            session.commit()
        # Left meanwhile, or in the hands of another process: the queue and the sweep may both have asked.
        if held is None:
            return False
        try:
            self._hand_over(held)
        # Whatever it was: a mail must not stay claimed in silence, nor keep back those behind it.
        except Exception as error:
            self._note_trouble(held, error)
            return False
        with self._sessions() as session:
            outbox.note_sent(session, mail_id, self._clock())
            session.commit()
        return True

    def _hand_over(self, held: outbox.Claim) -> None:
        try:
            email = held.message.to_email(self._sender)
        except MailError as error:
            raise PermanentMailError(f"{held.message.name}: {type(error).__name__}") from error
        self._transport.send(email, held.message.name)

    def _note_trouble(self, held: outbox.Claim, error: Exception) -> None:
        if isinstance(error, UnreachableServerError):
            with self._lock:
                self._rests_until = self._clock() + REST
        kept = outbox.describe(error)
        word = "mail refused for good" if isinstance(error, PermanentMailError) else "mail put off"
        log.error(word, mail=held.message.name, number=held.mail_id, tries=held.tries, **kept)
        with self._sessions() as session:
            outbox.note_trouble(session, held, error, self._clock())
            session.commit()

    def _is_resting(self) -> bool:
        with self._lock:
            # A clock that is put back must not make a rest of hours.
            return self._rests_until is not None and timedelta(0) < self._rests_until - self._clock() <= REST
