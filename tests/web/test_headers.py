"""Every answer carries the security headers, errors and machine pages too."""

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


@pytest.mark.parametrize("path", ["/fr/legal", "/healthz", "/fr/nothing-here", "/static/none", "/metrics"])
def test_every_answer_carries_a_strict_policy(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_foreign_host_name_is_refused_without_a_page(client: FlaskClient) -> None:
    answer = client.get("/fr/legal", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_plain_http_does_not_promise_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
