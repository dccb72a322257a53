"""What other rooms ask: send this mail to this person, in this language."""

from collections.abc import Mapping
from email.utils import format_datetime, make_msgid

from sqlalchemy.orm import Session

from helpcenter.config import SettingError, Settings
from helpcenter.db.clock import Clock, utc_now
from helpcenter.documents.variables import site_variables
from helpcenter.jobs import Jobs
from helpcenter.jobs.timers import SessionFactory
from helpcenter.mail import outbox
from helpcenter.mail.delivery import Delivery
from helpcenter.mail.errors import MailError
from helpcenter.mail.message import Message, parse_address
from helpcenter.mail.tasks import SEND, register
from helpcenter.mail.texts import FOLDER, read_mail
from helpcenter.mail.transport import Transport, make_transport
from helpcenter.mail.writing import Frame, write_mail


class Mailer:
    """Writes mails at once, so that mistakes show where they are made, and puts them into the outbox; the queue process sends them."""

    def __init__(self, settings: Settings, jobs: Jobs, transport: Transport, sessions: SessionFactory, clock: Clock) -> None:
        self._jobs = jobs
        self._sessions = sessions
        self._clock = clock
        self._folder = settings.content / FOLDER
        self._sender = parse_address(settings.mail_sender, "HELPCENTER_MAIL_SENDER", settings.vendor_name)
        self._frame = Frame(settings.vendor_name, settings.vendor_address, settings.public_url)
        self._site_values = site_variables(settings)
        self.delivery = Delivery(transport, self._sender, sessions, clock)
        register(jobs, self.delivery)

    def send(
        self,
        name: str,
        to: str,
        locale: str,
        variables: Mapping[str, object],
        *,
        reply_to: str = "",
        session: Session | None = None,
        key: str = "",
    ) -> None:
        """Send the mail content/mails/<name>: it stands in the outbox with the session's transaction, or at once without a session.

        A mail with the same `key` is never sent twice. Whoever has a session open passes it: without, a second one is opened,
        which on SQLite waits for the first. Raises ContentError for a mistake in the text or a variable without value, MailError for
        an impossible address.
        """
        message = self.write(name, to, locale, variables, reply_to=reply_to)
        if session is not None:
            self._put(session, message, key)
            return
        with self._sessions() as own:
            self._put(own, message, key)
            own.commit()

    def _put(self, session: Session, message: Message, key: str) -> None:
        mail_id = outbox.put(session, message, self._clock(), key)
        if mail_id is not None:
            # For speed only: what gets lost here is found a minute later.
            self._jobs.enqueue_after_commit(session, SEND, mail_id=mail_id)

    def write(self, name: str, to: str, locale: str, variables: Mapping[str, object], *, reply_to: str = "") -> Message:
        """The finished mail, not sent."""
        values = self._site_values | {key: str(value) for key, value in variables.items()}
        text = read_mail(self._folder, name, locale)
        return write_mail(text, values, self._frame, to=to, reply_to=reply_to, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        # Made now, not when it leaves: a mail that is tried twice stays one mail.
        return {
            "Date": format_datetime(self._clock()),
            "Message-ID": make_msgid(domain=self._sender.domain),
            "Auto-Submitted": "auto-generated",
        }


def make_mailer(settings: Settings, jobs: Jobs, sessions: SessionFactory, clock: Clock = utc_now) -> Mailer:
    """The mailer of an installation; SettingError for a sender or a server that cannot be."""
    try:
        return Mailer(settings, jobs, make_transport(settings, clock), sessions, clock)
    except MailError as error:
        raise SettingError(str(error)) from error
