"""The sender address in files that programs read: a contact card, and a rule that Gmail imports."""

import re
import uuid
from xml.sax.saxutils import quoteattr

from helpcenter.organisations.addresses import parse_sender_address
from helpcenter.tutorials.senders import search_form

VCARD_TYPE, FILTER_TYPE = "text/vcard", "application/xml"
# RFC 2426, section 2.6: a line is folded before its 76th byte.
LINE_BYTES = 75
SPECIAL = re.compile(r"([\\,;])")


def make_vcard(organisation: str, address: str) -> str:
    """A contact card (vCard 3.0, RFC 2426) of an organisation; AddressError for what is no sender address."""
    name, sender = _escape(organisation), parse_sender_address(address)
    # The same card again replaces the one before instead of standing beside it.
    uid = uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{sender}")
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"N:{name};;;;", f"FN:{name}", f"ORG:{name}", f"EMAIL;TYPE=INTERNET,PREF:{sender}")
    return "".join(f"{_fold(line)}\r\n" for line in (*lines, f"UID:urn:uuid:{uid}", "END:VCARD"))


def make_gmail_filter(organisation: str, address: str) -> str:
    """A rule in the format that Gmail exports and imports: from this address, never send to spam; nothing else."""
    # The strict pattern once more: Gmail reads this as a search expression.
    sender = quoteattr(search_form(parse_sender_address(address)))
    title = organisation.replace("--", "–").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:apps='http://schemas.google.com/apps/2006'>
  <title>{title}</title>
  <entry>
    <category term='filter'></category>
    <title>Mail Filter</title>
    <content></content>
    <apps:property name='from' value={sender}/>
    <apps:property name='shouldNeverSpam' value='true'/>
  </entry>
</feed>
"""


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text.replace("\r", " ").replace("\n", " "))


def _fold(line: str) -> str:
    """Pieces of 75 bytes at most, never through a letter; each further one begins with a blank."""
    pieces, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > LINE_BYTES:
            pieces.append(current)
            current = " "
        current += letter
    return "\r\n".join([*pieces, current])
