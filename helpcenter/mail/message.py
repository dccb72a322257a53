"""One mail, ready to be sent: checked, with its plain text and its HTML."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from email.errors import HeaderParseError, MessageDefect
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from helpcenter.mail.errors import MailError

# Whatever ends a line somewhere could begin a header of its own.
LINE_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Message:
    """A mail to one person; `name` says which text it was made from, for logs and the outbox."""

    to: str
    subject: str
    text: str
    html: str
    name: str = "mail"
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Here rather than when it leaves: the mistake shows on the page that asked for the mail (docs/decisions/0009).
        for what, value in (("subject", self.subject), *self.headers.items()):
            if LINE_BREAKS.search(value):
                raise MailError(f"{self.name}: a line break or control character in the {what}")
        for what, address in (("recipient", self.to), ("reply address", self.reply_to)):
            if address or what == "recipient":
                parse_address(address, f"{self.name}: the {what}")

    def to_json(self) -> dict[str, Any]:
        """Plain values for the queue."""
        return asdict(self)

    def to_email(self, sender: Address) -> EmailMessage:
        """The mail as it travels."""
        email = EmailMessage(policy=SMTP)
        email["From"] = sender
        email["To"] = parse_address(self.to, "the recipient")
        email["Subject"] = self.subject
        if self.reply_to:
            email["Reply-To"] = parse_address(self.reply_to, "the reply address")
        email.set_content(self.text)
        email.add_alternative(self.html, subtype="html")
        # After the content, which takes every header beginning with Content- into its first part.
        for name, value in self.headers.items():
            email[name] = value
        return email


def parse_address(text: str, what: str, display_name: str = "") -> Address:
    """One plain address, its domain in ASCII; MailError, without the address, for anything else."""
    try:
        address = Address(display_name, addr_spec=text)
        domain = address.domain.encode("idna").decode("ascii")
    except (HeaderParseError, MessageDefect, ValueError, IndexError, AttributeError) as error:
        raise MailError(f"{what} is not one plain mail address ({type(error).__name__})") from None
    if not domain or not address.username:
        raise MailError(f"{what} is not one plain mail address")
    return Address(display_name, address.username, domain)
