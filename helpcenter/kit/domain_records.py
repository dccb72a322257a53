"""What a domain publishes in the domain name system (TXT records), asked with a timeout; who does not answer has not said no."""

from collections.abc import Iterable
from typing import Protocol

import dns.exception
import dns.name
import dns.nameserver
import dns.resolver

# One question may take this long in all; the check of an address asks some twenty.
LIFETIME_SECONDS = 4.0
DNS_PORT = 53


class NotAnsweredError(Exception):
    """No answer: no network, a timeout, a server that failed. Nothing is known about the record."""


class Records(Protocol):
    """Whoever can be asked for TXT records."""

    def find_texts(self, name: str) -> tuple[str, ...] | None:
        """The TXT records of this name, () without any; None when the name does not exist; else NotAnsweredError."""


class DnsRecords:
    """Asks resolvers (`192.0.2.1` or `192.0.2.1:5353`); without any, those that the machine is told to use."""

    def __init__(self, resolvers: Iterable[str] = (), lifetime: float = LIFETIME_SECONDS) -> None:
        self._addresses = tuple(resolvers)
        self._lifetime = lifetime

    def find_texts(self, name: str) -> tuple[str, ...] | None:
        """Ask once; nothing is remembered, for somebody may just have mended it."""
        try:
            # The name as it is: with the machine's own search list another domain could answer.
            answer = self._resolver().resolve(dns.name.from_text(f"{name}."), "TXT", search=False, lifetime=self._lifetime)
        except dns.resolver.NXDOMAIN:
            return None
        except dns.resolver.NoAnswer:
            return ()
        except (dns.exception.DNSException, OSError, UnicodeError, ValueError) as error:
            raise NotAnsweredError(name) from error
        return tuple(_text(b"".join(item.strings)) for item in answer)

    def _resolver(self) -> dns.resolver.Resolver:
        # Made for each question: the machine's own resolvers may change while the process lives.
        if not self._addresses:
            return dns.resolver.Resolver()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [_server(address) for address in self._addresses]
        return resolver


def _text(record: bytes) -> str:
    # What stands there is a stranger's: no controls, which neither pages nor databases want.
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in record.decode("ascii", "replace"))


def _server(address: str) -> dns.nameserver.Nameserver:
    host, mark, port = address.rpartition(":")
    # An IPv6 address holds colons too: a port stands behind it only when it is in brackets.
    has_port = bool(mark) and (":" not in host or host.endswith("]"))
    return dns.nameserver.Do53Nameserver(host.strip("[]") if has_port else address, int(port) if has_port else DNS_PORT)
