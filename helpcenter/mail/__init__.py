"""Messages out: texts of content/mails in both parts, through the queue, by SMTP or to the outbox. Start at service.py."""

from helpcenter.mail.errors import MailError
from helpcenter.mail.message import Message

__all__ = ["MailError", "Message"]
