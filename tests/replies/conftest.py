"""A site whose name system is a fake one."""

import pytest
from flask import Flask

from helpcenter.consent.desk import Desk
from helpcenter.consent.setup import current_desk
from helpcenter.replies.desk import put_tools
from helpcenter.replies.fetching import Tools
from tests.replies.mails import FakeRecords, publish


@pytest.fixture
def records() -> FakeRecords:
    """The blocked address's domain publishes the key."""
    return publish()


@pytest.fixture
def tools(app: Flask, records: FakeRecords) -> Tools:
    """The tools of the site, with that name system."""
    with app.app_context():
        desk: Desk = current_desk()
    return put_tools(app, desk, records)
