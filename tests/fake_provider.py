"""A provider on this machine: speaks HTTP, remembers each call, and answers what a test told it."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What the provider answers; `hangs`: it takes the call and then says nothing."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hangs: bool = False


@dataclass
class FakeProvider:
    """The calls that came, and the answers that follow, the last one again and again."""

    url: str = ""
    calls: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=lambda: [Reply()])
    is_over: threading.Event = field(default_factory=threading.Event)

    def reply(self) -> Reply:
        """The next answer."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def provider() -> Iterator[FakeProvider]:
    """A provider that listens until the block ends."""
    fake = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_DELETE(self) -> None:
            fake.calls.append((self.command, self.path, dict(self.headers)))
            reply = fake.reply()
            if reply.hangs:
                fake.is_over.wait(20)
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), "Connection": "close", **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name is the library's)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        fake.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()
