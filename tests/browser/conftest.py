"""A real site on 127.0.0.1 and a real Chromium, once per run."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from helpcenter.app import create_app
from helpcenter.cli import main
from helpcenter.config import HOUSE, load_settings
from helpcenter.db import db
from tests.postgres import free_port, wait_for_port

# Without these Chromium looks for its maker's servers at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# The organisations of the demo.
SHARED = ("centre-social-demo", "mairie-demo")
# With which a test may tell the shared site what became of a mail, as Mailjet does.
EVENTS_SECRET = "mailjet:un-mot-de-passe"
# A page of a busy machine may take its time; a broken one fails all the same, a little later.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Site:
    """A running site with the demo organisations."""

    url: str
    welcome: dict[str, Any]
    environment: dict[str, str]

    def password_of(self, email: str) -> str:
        """The password of a demo account."""
        found: str = next(item["password"] for item in self.welcome["accounts"] if item["email"] == email)
        return found

    def run(self, *words: str) -> str:
        """What a `helpcenter` command prints, run in this process: a process of its own takes seconds to start."""
        app = create_app(load_settings(self.environment))
        result = CliRunner().invoke(main, words, obj=lambda: app)
        with app.app_context():
            db.engine.dispose()
        assert result.exit_code == 0, result.output
        return result.stdout

    def invite(self, email: str, *, slug: str, name: str) -> str:
        """Enter an organisation of the test's own, which it may change as it likes; gives the link of the mail to who manages it."""
        self.run("organisation", "create", "--slug", slug, "--name", name)
        made = json.loads(self.run("account", "invite", email, "--role", "manager", "--organisation", slug, "--json"))
        return str(made["link"])

    def look_of(self, slug: str) -> str:
        """What anybody sees of an organisation: its name, its logo, its colours, the order of its sheets."""
        with urllib.request.urlopen(f"{self.url}/fr/o/{slug}/", timeout=60) as answer:
            page: str = answer.read().decode()
        return page[page.index("<main") : page.index("</main>")]


def days_ago(days: int) -> str:
    """A day that is near whenever the tests run."""
    return (datetime.now(UTC) - timedelta(days=days)).date().isoformat()


def run_command(environment: dict[str, str], *words: str) -> str:
    """Run `helpcenter …` with these settings; the test fails with its words when it fails."""
    command = [sys.executable, "-m", "helpcenter.cli", *words]
    result = subprocess.run(command, env=environment, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@contextmanager
def serve_site(instance: Path, **more: str) -> Iterator[Site]:
    """The production server with demo data on a free port, with further settings when given."""
    port = free_port()
    # The sheets of the demo made ahead would take a processor from the tests for minutes.
    settings = {
        "HELPCENTER_INSTANCE": str(instance),
        "HELPCENTER_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "HELPCENTER_RENDER_AHEAD": "false",
    }
    environment = {**_without_settings(), **settings, **more}
    welcome = json.loads(run_command(environment, "init", "--demo", "--json"))
    command = [sys.executable, "-m", "helpcenter.cli", "serve", "--port", str(port), "--workers", "1"]
    with (instance / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, cwd=HOUSE, stdout=log, stderr=log)
        try:
            wait_for_port(port, 240)
            yield Site(settings["HELPCENTER_PUBLIC_URL"], welcome, environment)
        finally:
            server.terminate()
            server.wait(timeout=40)


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The one site of most tests; its texts are the product's own, which no test may change."""
    with serve_site(tmp_path_factory.mktemp("site"), HELPCENTER_EVENTS_SECRETS=f"mailjet={EVENTS_SECRET}") as running:
        yield running


@pytest.fixture(scope="session")
def shared_looks(shared_site: Site) -> dict[str, str]:
    """What the demo organisations look like before the first test."""
    return {slug: shared_site.look_of(slug) for slug in SHARED}


@pytest.fixture
def site(shared_site: Site, shared_looks: dict[str, str]) -> Iterator[Site]:
    """The site that the tests share, in any order: who changes what others read learns it here (Site.invite makes one to change)."""
    yield shared_site
    changed = [slug for slug in SHARED if shared_site.look_of(slug) != shared_looks[slug]]
    shared_looks.update((slug, shared_site.look_of(slug)) for slug in changed)
    assert changed == [], "a test leaves the demo organisations as it found them"


def _without_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HELPCENTER_")}


def find_chromium() -> str:
    """Debian's Chromium, best the one without windows; a missing one is an error, never a silent skip."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError("Chromium is not installed: run ./dev setup test")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """Notes what a page must never do: ask other hosts, break the content policy, or fail in its scripts."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self._note_request(site, request.url))
        context.on("console", lambda message: self._note_console(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _note_request(self, site: Site, url: str) -> None:
        if not url.startswith((site.url, "data:", "blob:")):
            self.foreign.append(url)

    def _note_console(self, kind: str, text: str) -> None:
        # An error status that a test provokes is logged by the browser too; only broken rules count here.
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(text)

    def assert_clean(self) -> None:
        """Fail with what was noted."""
        assert self.foreign == []
        assert self.complaints == []


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh browser profile in French; every page in it is watched."""
    context = browser.new_context(locale="fr-FR", base_url=site.url, viewport={"width": 1280, "height": 900})
    watch = Watch(site, context)
    yield context
    context.close()
    watch.assert_clean()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab."""
    return context.new_page()


class Camera:
    """Takes pictures for a person to look at, into the folder TEST_PICTURES: none without it, since nothing is asserted of them."""

    def __init__(self) -> None:
        self._folder = os.environ.get("TEST_PICTURES", "")

    def take(self, page: Page, name: str) -> None:
        """The whole page."""
        if self._folder:
            Path(self._folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(self._folder) / f"{name}.png", full_page=True)


@pytest.fixture
def camera() -> Camera:
    """For pages that somebody may want to see."""
    return Camera()
