"""What other rooms ask: send this mail to this person, in this language."""

from collections.abc import Mapping
from email.utils import format_datetime, make_msgid
from typing import Any

import structlog
from sqlalchemy.orm import Session

from helpcenter.config import SettingError, Settings
from helpcenter.db.clock import Clock, utc_now
from helpcenter.documents.variables import site_variables
from helpcenter.jobs import Jobs
from helpcenter.mail.errors import MailError, PermanentMailError
from helpcenter.mail.message import Message, parse_address
from helpcenter.mail.tasks import SEND, register
from helpcenter.mail.texts import FOLDER, read_mail
from helpcenter.mail.transport import Transport, make_transport
from helpcenter.mail.writing import Frame, write_mail

log = structlog.get_logger("helpcenter.mail")


class Mailer:
    """Writes mails at once, so that mistakes show where they are made, and sends them through the queue."""

    def __init__(self, settings: Settings, jobs: Jobs, transport: Transport, clock: Clock) -> None:
        self._jobs = jobs
        self._transport = transport
        self._clock = clock
        self._folder = settings.content / FOLDER
        self._sender = parse_address(settings.mail_sender, "HELPCENTER_MAIL_SENDER", settings.vendor_name)
        self._frame = Frame(settings.vendor_name, settings.vendor_address, settings.public_url)
        self._site_values = site_variables(settings)
        register(jobs, self.deliver)

    def send(
        self, name: str, to: str, locale: str, variables: Mapping[str, object], *, reply_to: str = "", session: Session | None = None
    ) -> None:
        """Send the mail content/mails/<name>; with a session, only once its transaction is stored.

        Raises ContentError for a mistake in the text or a variable without value, MailError for an impossible address.
        """
        message = self.write(name, to, locale, variables, reply_to=reply_to)
        if session is None:
            self._jobs.enqueue(SEND, message=message.to_json())
        else:
            self._jobs.enqueue_after_commit(session, SEND, message=message.to_json())

    def write(self, name: str, to: str, locale: str, variables: Mapping[str, object], *, reply_to: str = "") -> Message:
        """The finished mail, not sent."""
        values = self._site_values | {key: str(value) for key, value in variables.items()}
        text = read_mail(self._folder, name, locale)
        return write_mail(text, values, self._frame, to=to, reply_to=reply_to, headers=self._headers())

    def deliver(self, message: dict[str, Any]) -> None:
        """The job: hand a mail to the transport; raising TemporaryMailError makes the queue try again later."""
        mail = Message(**message)
        try:
            self._transport.send(mail.to_email(self._sender), mail.name)
        except PermanentMailError as error:
            log.error("mail refused for good", mail=mail.name, code=error.code, status=error.status)

    def _headers(self) -> dict[str, str]:
        # Made now, not when it leaves: a mail that is tried twice stays one mail.
        return {
            "Date": format_datetime(self._clock()),
            "Message-ID": make_msgid(domain=self._sender.domain),
            "Auto-Submitted": "auto-generated",
        }


def make_mailer(settings: Settings, jobs: Jobs, clock: Clock = utc_now) -> Mailer:
    """The mailer of an installation; SettingError for a sender or a server that cannot be."""
    try:
        return Mailer(settings, jobs, make_transport(settings, clock), clock)
    except MailError as error:
        raise SettingError(str(error)) from error
