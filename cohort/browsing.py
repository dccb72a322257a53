"""A browser without script: it opens pages, keeps cookies, fills in forms and follows where they lead. From a network of its own."""

import http.client
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

Values = Mapping[str, str | Sequence[str]]
Files = Mapping[str, tuple[str, bytes]]
BOUNDARY = "----cohort-5f3a9c"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


@dataclass
class Form:
    """One form: where it is sent, and its fields as they stand."""

    action: str = ""
    method: str = "get"
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, kind, value."""

    def names(self) -> set[str]:
        """What its fields are called."""
        return {name for name, _, _ in self.fields}

    def kept(self) -> dict[str, str]:
        """What is sent without anybody touching it."""
        return {name: value for name, kind, value in self.fields if kind in {"hidden", "text", "checked", "selected"}}


@dataclass(frozen=True)
class Page:
    """What came back."""

    url: str
    status: int
    body: str
    forms: tuple[Form, ...]
    data: bytes = b""
    kind: str = ""

    @property
    def text(self) -> str:
        """The words of the page."""
        return " ".join(unescape(TAGS.sub(" ", self.body)).split())

    def form_to(self, ending: str) -> Form | None:
        """The form that is sent to an address with this ending, if there is one."""
        return next((each for each in self.forms if each.action.endswith(ending)), None)

    def form(self, *names: str) -> Form:
        """The form that has these fields; LookupError without one."""
        found = next((each for each in self.forms if each.names() >= set(names)), None)
        if found is None:
            raise LookupError(f"no form with {', '.join(names)} on {self.url} ({self.status})")
        return found


class _Reader(HTMLParser):
    """Collects forms."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form or a field of the last one."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("method", "get").lower()))
        elif self.forms and tag in {"input", "button", "textarea", "select", "option"}:
            self._note(tag, found)

    def _note(self, tag: str, found: dict[str, str]) -> None:
        name, value = found.get("name", ""), found.get("value", "")
        if tag == "select":
            self._select = name
        elif tag == "option":
            self._add(self._select, "selected" if "selected" in found else "option", value)
        elif name:
            self._add(name, _kind(tag, found), value)

    def _add(self, name: str, kind: str, value: str) -> None:
        self.forms[-1].fields.append((name, kind, value))


def _kind(tag: str, found: dict[str, str]) -> str:
    kind = found.get("type", "text") if tag == "input" else {"textarea": "text"}.get(tag, tag)
    if kind in {"checkbox", "radio"}:
        return "checked" if "checked" in found else kind
    return kind if kind in {"hidden", "button", "submit", "file"} else "text"


@dataclass(frozen=True)
class Body:
    """What a form sends, and how it is written."""

    data: bytes
    kind: str


def _plain(values: Values) -> Body:
    return Body(urlencode(values, doseq=True).encode(), "application/x-www-form-urlencoded")


def _with_files(values: Values, files: Files) -> Body:
    parts = [(f'name="{name}"', str(value).encode()) for name, value in values.items()]
    kind = "\r\nContent-Type: application/octet-stream"
    parts += [(f'name="{name}"; filename="{file}"{kind}', data) for name, (file, data) in files.items()]
    written = (f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data + b"\r\n" for head, data in parts)
    return Body(b"".join(written) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}")


class Browser:
    """One person's browser."""

    def __init__(self, port: int, network: str = "127.0.0.1") -> None:
        self._port, self._network = port, network
        self._cookies: dict[str, str] = {}
        self.requests = 0

    def get(self, url: str) -> Page:
        """Open a page."""
        return self._follow("GET", url, None)

    def look(self, method: str, url: str) -> Page:
        """Ask by HEAD or OPTIONS, as programs do."""
        return self._ask(method, url, None)[0]

    def send(self, page: Page, form: Form, values: Values, files: Files | None = None) -> Page:
        """Fill in a form and press its button; with files as browsers send them."""
        filled = {**form.kept(), **values}
        data = _plain(filled) if files is None else _with_files(filled, files)
        return self._follow("POST", urljoin(page.url, form.action) if form.action else page.url, data)

    def _follow(self, method: str, url: str, data: Body | None) -> Page:
        page, target = self._ask(method, url, data)
        for _ in range(5):
            if page.status not in REDIRECTS:
                break
            page, target = self._ask("GET", urljoin(url, target), None)
        return page

    def _ask(self, method: str, url: str, data: Body | None) -> tuple[Page, str]:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120, source_address=(self._network, 0))
        try:
            # A server may answer before it has read a heavy file, and close: what it answered is read all the same, as browsers do.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, path, data.data if data else None, self._headers(data.kind if data else ""))
            answer = connection.getresponse()
            content = answer.read()
            self._keep(answer.headers.get_all("Set-Cookie") or [])
        finally:
            connection.close()
        self.requests += 1
        reader, kind = _Reader(), answer.headers.get_content_type()
        body = content.decode(errors="replace") if kind.startswith("text/") else ""
        reader.feed(body)
        return Page(path, answer.status, body, tuple(reader.forms), content, kind), answer.headers.get("Location", "")

    def _headers(self, kind: str) -> dict[str, str]:
        headers = {"Accept-Language": "fr"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers | ({"Content-Type": kind} if kind else {})

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
