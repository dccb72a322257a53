"""Messages out: texts of content/mails in both parts, kept in an outbox until they left, by SMTP or into files. Start at service.py."""

from helpcenter.mail.errors import MailError
from helpcenter.mail.message import Message

__all__ = ["MailError", "Message"]
