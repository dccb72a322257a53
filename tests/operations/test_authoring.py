"""`content serve`: an instance of its own, drafts in sight, and what a save is told."""

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner
from flask import Flask

from helpcenter.cli import main
from helpcenter.config import HOUSE, Settings
from helpcenter.db import db
from helpcenter.operations.authoring import Checker, author_settings, find_ribbon, follow, make_author_app
from helpcenter.operations.live import Bell
from tests.articles.writing import write_article, write_both

BROWSER = {"Accept": "text/html"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOUSE / "content", tmp_path / "content"))


@pytest.fixture
def author(tmp_path: Path, content: Path, static_folder: Path) -> Settings:
    """The settings of somebody who writes, whose environment belongs to a real site."""
    instance = tmp_path / "own"
    instance.mkdir()
    (instance / "static").symlink_to(static_folder)
    real = {"HELPCENTER_CONTENT": str(content), "HELPCENTER_DATABASE_URL": "postgresql://real", "HELPCENTER_SMTP_URL": "smtp://real"}
    return author_settings(instance, 8009, {**real, "HELPCENTER_PUBLIC_URL": "https://real.example", "HELPCENTER_VENDOR_NAME": "Autre"})


@pytest.fixture
def site(author: Settings) -> Iterator[Flask]:
    app = make_author_app(replace(author, testing=True), Bell())
    yield app
    structlog.reset_defaults()
    with app.app_context():
        db.engine.dispose()


def test_the_real_site_keeps_its_data_mails_and_address_to_itself(author: Settings, tmp_path: Path) -> None:
    assert author.database_url == f"sqlite:///{tmp_path / 'own' / 'helpcenter.sqlite3'}"
    assert (author.smtp_url, author.redis_url, author.public_url) == ("", "", "http://127.0.0.1:8009")
    assert (author.vendor_name, author.show_drafts) == ("Autre", True)


def test_a_draft_is_shown_with_its_ribbon_and_the_script(site: Flask, content: Path) -> None:
    write_article(content, "new-one", status="draft")
    client = site.test_client()
    page = client.get("http://127.0.0.1:8009/fr/articles/new-one", headers=BROWSER)
    assert page.status_code == 200
    assert "Brouillon\xa0: les lecteurs ne voient pas encore cet article." in page.text
    assert "js/live.js" in page.text
    public = client.get("http://127.0.0.1:8009/fr/articles/mail-delivery", headers=BROWSER).text
    assert "live-ribbon" not in public


def test_a_mistake_is_named_on_the_page_where_it_shows(site: Flask, content: Path) -> None:
    write_article(content, "new-one", status="broken")
    page = site.test_client().get("http://127.0.0.1:8009/fr/articles/new-one", headers=BROWSER).text
    assert '<p class="live-ribbon">articles/new-one/fr.md:' in page
    tutorial = content / "tutorials" / "gmail-web-filter" / "fr.md"
    tutorial.write_text(tutorial.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    broken = site.test_client().get("http://127.0.0.1:8009/fr/tutorials/gmail-web-filter", headers=BROWSER)
    assert (broken.status_code, "js/live.js" in broken.text) == (500, True)
    assert "gmail-web-filter/fr.md:2: has an unknown field &#34;titel&#34;" in broken.text


@pytest.mark.parametrize(
    ("fields", "path", "has_ribbon"),
    [
        ({"status": "draft"}, "/en/articles/a", True),
        ({"status": "draft"}, "/en/o/mairie/articles/a", True),
        ({"publish_at": "2999-01-01 08:00"}, "/en/articles/a", True),
        ({}, "/en/articles/a", False),
        ({"status": "draft"}, "/en/articles/", False),
        ({"status": "draft"}, "/xx/articles/a", False),
        ({"status": "draft"}, "/en/articles/..", False),
        ({"status": "broken"}, "/en/articles/a", False),
    ],
)
def test_only_what_readers_do_not_see_yet_has_a_ribbon(tmp_path: Path, fields: dict[str, str], path: str, has_ribbon: bool) -> None:
    write_article(tmp_path, "a", "en", **fields)
    assert bool(find_ribbon(tmp_path, path)) is has_ribbon


def test_a_save_is_told_with_the_mistakes_of_that_article_only(author: Settings, content: Path) -> None:
    write_both(content, "other", related="[gone]")
    file = write_article(content, "new-one", body="[x](#gone)", status="draft")
    lines = list(Checker(author).report({file}))
    assert lines[0] == "articles/new-one/fr.md: 2 to look at"
    assert "articles/new-one/fr.md:9: there is no heading with the anchor #gone" in lines


def test_a_good_save_is_told_too(author: Settings, content: Path) -> None:
    assert list(Checker(author).report({content / "articles" / "mail-delivery" / "fr.md"})) == [
        "articles/mail-delivery/fr.md: nothing wrong"
    ]


def test_other_texts_are_checked_where_they_were_saved(author: Settings, content: Path) -> None:
    file = content / "mails" / "account-invitation" / "fr.md"
    file.write_text(file.read_text(encoding="utf-8").replace("{{ days }}", "30"), encoding="utf-8")
    lines = list(Checker(author).report({file}))
    assert "mails/account-invitation/fr.md:1: does not use days, which another language uses" in lines
    (content / "articles" / "sections.yaml").write_text("sections: [")
    assert "articles/sections.yaml:1: is not valid YAML" in "\n".join(Checker(author).report({content / "articles" / "sections.yaml"}))


def test_a_save_rings_in_open_pages_and_hidden_files_of_editors_do_not(author: Settings, content: Path) -> None:
    bell, stop, said = Bell(), threading.Event(), []

    def say(line: str) -> None:
        said.append(line)
        stop.set()

    stream = bell.stream(heartbeat=60)
    next(stream)
    saving = threading.Thread(target=_save_until, args=(content, stop))
    saving.start()
    follow(author, bell, say, stop)
    saving.join()
    assert next(stream) == b"data: 1\n\n"
    assert said[0].startswith("articles/mail-delivery/fr.md: ")


def _save_until(content: Path, stop: threading.Event) -> None:
    file = content / "articles" / "mail-delivery" / "fr.md"
    text = file.read_text(encoding="utf-8")
    # Nobody can know when the watch has begun.
    while not stop.wait(0.2):
        (file.parent / ".fr.md.swp").write_text("x")
        file.write_text(text, encoding="utf-8")


def test_a_port_that_is_taken_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = CliRunner().invoke(main, ["content", "serve", "--port", str(port)])
    assert (answer.exit_code, answer.output) == (
        1,
        f"Error: port {port} cannot be used (Address already in use); choose another one: --port\n",
    )
