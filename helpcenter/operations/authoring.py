"""`helpcenter content serve`: the site for those who write, on their own machine, which follows each save."""

import logging
import os
import re
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from socketserver import BaseServer

import structlog
from flask import Flask
from markupsafe import escape
from watchfiles import Change, DefaultFilter, watch
from werkzeug.serving import WSGIRequestHandler, make_server

from helpcenter.app import create_app
from helpcenter.articles.checks import CHECKS as ARTICLE_CHECKS
from helpcenter.articles.checks import check_article, check_lists, today
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.drafts import is_unpublished
from helpcenter.config import PREFIX, Settings, load_settings
from helpcenter.db import db
from helpcenter.db.clock import utc_now
from helpcenter.db.migrate import upgrade
from helpcenter.documents.checks import Check, Level, Problem, check_content
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import SLUG
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import LOCALES
from helpcenter.operations.live import Bell, LivePages
from helpcenter.search.content import FOLDER as SEARCH
from helpcenter.texts import content_checks, make_library, room_checks
from helpcenter.web.static import StaticTree

# What another installation of this machine has, and the site of an author must never touch: its data, its mails, its queue.
OTHERS = {"INSTANCE", "DATABASE_URL", "SECRET_KEY", "PUBLIC_URL", "TRUSTED_HOSTS", "TRUSTED_PROXIES", "SMTP_URL", "REDIS_URL", "LOG_FORMAT"}
# A closed terminal and a stopped machine end the command as Ctrl-C does, which takes its folder away.
ENDS = (signal.SIGTERM, signal.SIGHUP)
BROKEN = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mistake</title></head><body><pre>{}</pre></body></html>'
ARTICLE = re.compile(r"/(?P<locale>[a-z]{2}(?:_[A-Z]{2})?)/(?:o/[a-z0-9-]+/)?articles/(?P<slug>[a-z0-9-]+)")
Say = Callable[[str], None]


class _Quiet(WSGIRequestHandler):
    """Requests are no news to those who write."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class _TextFilter(DefaultFilter):
    """Files that editors make for themselves while saving are none of ours."""

    def __call__(self, change: Change, path: str) -> bool:
        return not Path(path).name.startswith(".") and super().__call__(change, path)


def author_settings(instance: Path, port: int, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the environment, with an instance of its own, an address of its own, and drafts in sight."""
    kept = {name: value for name, value in environ.items() if name.removeprefix(PREFIX) not in OTHERS}
    own = {"INSTANCE": str(instance), "PUBLIC_URL": f"http://127.0.0.1:{port}", "SHOW_DRAFTS": "true", "LOG_FORMAT": "console"}
    return load_settings({**kept, **{PREFIX + name: value for name, value in own.items()}})


def serve_content(port: int, say: Say) -> None:
    """Serve the content folder on 127.0.0.1 until Ctrl-C; OSError when the port is taken, ContentError for a broken guide."""
    # Taken first: whoever must choose another port learns it at once.
    with socket.create_server(("127.0.0.1", port)) as taken, _folder() as folder:
        for number in ENDS:
            signal.signal(number, signal.default_int_handler)
        settings = author_settings(Path(folder), port)
        bell = Bell()
        app = make_author_app(settings, bell)
        # Threads: each open page holds one for its stream of changes.
        server = make_server("127.0.0.1", port, app.wsgi_app, threaded=True, request_handler=_Quiet, fd=taken.fileno())
        threading.Thread(target=server.serve_forever, name="content-serve", daemon=True).start()
        say(f"{settings.public_url}/fr/ shows {settings.content}, drafts too. Ctrl-C ends it.")
        try:
            follow(settings, bell, say)
        finally:
            _end(server, bell, app)


def _folder() -> tempfile.TemporaryDirectory[str]:
    # A page that is being answered at the end may still write there.
    return tempfile.TemporaryDirectory(prefix="helpcenter-content-", ignore_cleanup_errors=True)


def _end(server: BaseServer, bell: Bell, app: Flask) -> None:
    bell.close()
    server.shutdown()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


def make_author_app(settings: Settings, bell: Bell) -> Flask:
    """The site over a fresh database, with the layer of live pages around it."""
    app = create_app(settings)
    # Warnings and errors only: what was asked is no news.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with app.app_context():
        upgrade()
    # Readers are led around a mistake; who writes wants its place.
    app.register_error_handler(ContentError, lambda mistakes: (BROKEN.format(escape(str(mistakes))), 500))
    checker = Checker(settings)
    tree: StaticTree = app.extensions["static_tree"]
    head = f'<link rel="stylesheet" href="{tree.url("css/live.css")}"><script type="module" src="{tree.url("js/live.js")}"></script>'
    app.wsgi_app = LivePages(app.wsgi_app, bell, head, lambda path: find_ribbons(settings.content, path, checker))  # type: ignore[method-assign]
    return app


def find_ribbons(content: Path, path: str, checker: "Checker") -> list[str]:
    """What the page at this path must say of itself: that it is a draft, and each mistake in the article, which may hide it."""
    match = ARTICLE.fullmatch(path)
    return [*filter(None, [find_ribbon(content, path)]), *(checker.mistakes_in(match["slug"]) if match else ())]


def find_ribbon(content: Path, path: str) -> str:
    """What the page at this path must say of itself: nothing, or that readers do not see it yet, in its language."""
    match = ARTICLE.fullmatch(path)
    if not match or match["locale"] not in LOCALES or not SLUG.fullmatch(match["slug"]):
        return ""
    file = content / ARTICLES.folder / match["slug"] / f"{match['locale']}.md"
    if not file.is_file() or not is_unpublished(file, utc_now()):
        return ""
    return translations_of(match["locale"]).gettext("Draft: readers do not see this article yet.")


def follow(settings: Settings, bell: Bell, say: Say, stop: threading.Event | None = None) -> None:
    """After each save, let the open pages show it, and say what is wrong in what was saved; until Ctrl-C or `stop`."""
    checker = Checker(settings)
    try:
        for changes in watch(settings.content, watch_filter=_TextFilter(), debounce=200, stop_event=stop):
            bell.ring()
            for line in checker.report({Path(path) for _change, path in changes}):
                say(line)
    except KeyboardInterrupt:
        return


class Checker:
    """Says what is wrong in files that were just saved, without reading all the others."""

    def __init__(self, settings: Settings) -> None:
        # As readers will see it: a draft is checked as a draft.
        self._library: Library = make_library(replace(settings, show_drafts=False))

    def report(self, files: set[Path]) -> Iterator[str]:
        """One line per problem, or one that says that all is well."""
        found = sorted(set(self._problems(files)))
        names = ", ".join(sorted(self._name(file) for file in files))
        yield f"{names}: {'nothing wrong' if not found else f'{len(found)} to look at'}"
        yield from (str(Problem(Path(self._name(each.file)), each.line, each.level, each.message)) for each in found)

    def mistakes_in(self, slug: str) -> list[str]:
        """The mistakes in an article, one line each; nothing of what only asks for a look."""
        problems = self._problems_of(slug)
        return [f"{self._name(each.file)}:{each.line}: {each.message}" for each in problems if each.level is Level.ERROR]

    def _problems_of(self, slug: str) -> Sequence[Problem]:
        is_there = SLUG.fullmatch(slug) and (self._library.root / ARTICLES.folder / slug).is_dir()
        return check_article(self._library, slug, today()) if is_there else ()

    def _problems(self, files: set[Path]) -> Iterator[Problem]:
        articles = self._library.root / ARTICLES.folder
        # A save in a text's folder concerns that text alone, in all its languages.
        slugs = {file.relative_to(articles).parts[0] for file in files if file.is_relative_to(articles) and file.parent != articles}
        for slug in slugs:
            yield from self._problems_of(slug)
        if any(file.parent == articles for file in files):
            yield from check_lists(self._library)
        elsewhere = {file.parent for file in files if not file.is_relative_to(articles)}
        if elsewhere:
            # Only who saves words for the search waits for its tests.
            checks = content_checks() if self._library.root / SEARCH in elsewhere else room_checks()
            others: list[Check] = [check for check in checks if check not in ARTICLE_CHECKS]
            yield from (each for each in check_content(self._library, others) if each.file.parent in elsewhere)

    def _name(self, file: Path) -> str:
        return file.relative_to(self._library.root).as_posix() if file.is_relative_to(self._library.root) else str(file)
