"""A site that expects events from all providers, and a network in which only Amazon's certificate can be fetched."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.events.desk import put_receiver
from helpcenter.events.provider import UnreachableError
from helpcenter.events.receiver import make_receiver
from helpcenter.events.registry import PROVIDERS
from tests.events.sending import CERTIFICATE_URL, PASSWORD, TOPIC, make_certificate, sendgrid_secret
from tests.fakes import FakeClock


class FakeNetwork:
    """Answers at the addresses that it knows, and remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pages = {CERTIFICATE_URL: make_certificate()}
        self.is_down = False

    def __call__(self, url: str) -> bytes:
        """The page at an address."""
        self.asked.append(url)
        if self.is_down:
            raise UnreachableError("nobody answers")
        return self.pages.get(url, b"")


@pytest.fixture
def network() -> FakeNetwork:
    """The world outside."""
    return FakeNetwork()


@pytest.fixture
def site(settings: Settings, clock: FakeClock, network: FakeNetwork) -> Iterator[Flask]:
    """The whole site, with secrets; a second password is being introduced."""
    secrets = (
        f"mailjet={PASSWORD}",
        "mailjet=mailjet:le-nouveau",
        "brevo=un-jeton",
        f"sendgrid={sendgrid_secret()}",
        f"amazon-ses={TOPIC}",
    )
    chosen = replace(settings, events_secrets=secrets)
    app = create_app(chosen, clock)
    put_receiver(app, make_receiver(chosen, PROVIDERS, network))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def provider_client(site: Flask) -> FlaskClient:
    """A provider's machine."""
    return site.test_client()
