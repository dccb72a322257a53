"""Bundles in the queue process: what cannot be made is named, and the others are made."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from helpcenter.app import create_app
from helpcenter.config import HOUSE, Settings
from helpcenter.db import db
from helpcenter.studio.bundles import BundleStore, Item
from helpcenter.studio.tasks import fill_bundle
from tests.browsing import database
from tests.compiled import share_templates
from tests.factories import make_organisation
from tests.fakes import FakeClock

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def app(settings: Settings, clock: FakeClock, tmp_path: Path) -> Iterator[Flask]:
    """The whole site over a copy of the texts."""
    content = Path(shutil.copytree(HOUSE / "content", tmp_path / "content"))
    app = share_templates(create_app(replace(settings, content=content), clock))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_text_that_somebody_broke_keeps_a_bundle_from_nothing_but_its_own_sheet(app: Flask, tmp_path: Path, settings: Settings) -> None:
    with database(app) as session:
        number = make_organisation(session).id
    (tmp_path / "content" / "mail-clients" / "gmail.yaml").write_text("client: [", encoding="utf-8")
    (tmp_path / "content" / "tutorials" / "yahoo-web-filter" / "fr.md").write_text("no front matter", encoding="utf-8")
    store = BundleStore(settings.instance, number)
    names = ("gmail-web-filter", "yahoo-web-filter")
    token = store.begin(Item(name, "fr", f"{name}-fr.pdf") for name in names).token
    with app.app_context():
        fill_bundle(number, token)
    bundle = store.find(token)
    assert bundle
    assert (bundle.is_ready, [item.tutorial for item in bundle.failed]) == (True, list(names))
