"""What is known of the mails of a day: answered by the room of events, asked for through the application's `mail_history`."""

from helpcenter.events.history import EXTENSION, Delivery, MailHistory, nothing_known

__all__ = ["EXTENSION", "Delivery", "MailHistory", "nothing_known"]
