"""A small name server on 127.0.0.1: it knows some TXT records, fails for some names, and is silent for others."""

import socket
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@contextmanager
def serve_dns(
    records: Mapping[str, tuple[str, ...]], *, failing: Collection[str] = (), silent: Collection[str] = (), cut: Collection[str] = ()
) -> Iterator[str]:
    """Answer until the block ends; gives the address as the settings take it. A name without records exists when it maps to ()."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(server, records, frozenset(failing), frozenset(silent), frozenset(cut)))
    thread.start()
    port = server.getsockname()[1]
    try:
        yield f"127.0.0.1:{port}"
    finally:
        # An empty packet is the sign to stop.
        server.sendto(b"", ("127.0.0.1", port))
        thread.join()
        server.close()


def _serve(
    server: socket.socket, records: Mapping[str, tuple[str, ...]], failing: frozenset[str], silent: frozenset[str], cut: frozenset[str]
) -> None:
    while True:
        packet, client = server.recvfrom(4096)
        if not packet:
            return
        query = dns.message.from_wire(packet)
        name = query.question[0].name.to_text(omit_final_dot=True)
        if name not in silent:
            answer = _answer(query, name, records, failing).to_wire()
            server.sendto(answer[:20] if name in cut else answer, client)


def _answer(query: dns.message.Message, name: str, records: Mapping[str, tuple[str, ...]], failing: frozenset[str]) -> dns.message.Message:
    answer = dns.message.make_response(query)
    answer.flags |= dns.flags.RA
    if name in failing:
        answer.set_rcode(dns.rcode.SERVFAIL)
    elif name not in records:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    elif records[name]:
        quoted = [" ".join(f'"{text[start : start + 200]}"' for start in range(0, len(text), 200)) for text in records[name]]
        answer.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", "TXT", *quoted))
    return answer
