"""What a person does with a browser without script: open a page, fill in its form, read the mails."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from helpcenter.config import Settings
from helpcenter.db import db
from tests.factories import PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@contextmanager
def database(app: Flask) -> Iterator[Session]:
    """A session whose work is stored when the block ends; requests afterwards have an application context of their own."""
    with app.app_context():
        yield db.session
        db.session.commit()


def csrf_of(page: TestResponse) -> str:
    """The token of the form on this page."""
    found = TOKEN.search(page.get_data(as_text=True))
    assert found, "this page holds no form"
    return found[1]


def submit(client: FlaskClient, url: str, data: Mapping[str, Any] | None = None, *, at: str = "", **options: Any) -> TestResponse:
    """Open the page `at` (else `url` itself) and send its form to `url`."""
    token = csrf_of(client.get(at or url))
    fields = {**(data or {}), "csrf_token": token}
    if any(isinstance(value, FileStorage) for value in fields.values()):
        # Encoded here: the test client would leave its temporary file open.
        boundary, body = encode_multipart(fields)
        return client.post(url, data=body, content_type=f'multipart/form-data; boundary="{boundary}"', **options)
    return client.post(url, data=fields, **options)


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    """Sign in; fails the test when that does not work."""
    answer = submit(client, "/account/sign-in", {"email": email, "password": password})
    assert answer.status_code == 302, "signing in failed"
    return answer


def text_of(page: TestResponse) -> str:
    """The words of a page, white space made plain."""
    body = re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))
    return " ".join(unescape(body).split())


def outbox(settings: Settings) -> list[EmailMessage]:
    """The mails that were sent, the oldest first."""
    files = sorted((settings.instance / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=default) for path in files]


def words_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage, part: str) -> str:
    """The link of a mail whose address holds `part`."""
    found = re.search(rf"https?://\S*{re.escape(part)}[^\s>)\]]*", words_of(mail))
    assert found, f"no link with {part} in this mail"
    return found[0]
