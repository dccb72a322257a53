"""Others that show the same articles: Otter Wiki and Flask-FlatPages; and what any Flask or WSGI program costs at least."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from benchmarks.servers import Server, find_program, wsgi

HELLO = """
from flask import Flask

app = Flask("hello")


@app.get("/")
def hello():
    return "hello"
"""

# What a page costs at least on this server: ready bytes with the same headers, and nothing is decided.
READY = """
HEADERS = {headers!r}
BODY = open("body", "rb").read()


def app(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
"""

# As its documentation shows it.
FLATPAGES = """
from flask import Flask, render_template_string
from flask_flatpages import FlatPages

app = Flask("flat")
app.config.update(FLATPAGES_EXTENSION=".md", FLATPAGES_ROOT={pages!r}, FLATPAGES_AUTO_RELOAD=True)
pages = FlatPages(app)


@app.get("/<path:path>/")
def page(path):
    page = pages.get_or_404(path)
    return render_template_string("<!doctype html><title>{{{{ page.title }}}}</title><body>{{{{ page.html|safe }}}}", page=page)
"""


@contextmanager
def bare_flask(folder: Path) -> Iterator[Server]:
    """A Flask "hello"."""
    with wsgi(folder, HELLO) as server:
        yield server


@contextmanager
def ready_bytes(folder: Path, headers: list[tuple[str, str]], body: bytes) -> Iterator[Server]:
    """A WSGI program that always gives this answer."""
    (folder / "body").write_bytes(body)
    with wsgi(folder, READY.format(headers=headers)) as server:
        yield server


@contextmanager
def flatpages(folder: Path, content: Path, count: int) -> Iterator[Server]:
    """Flask-FlatPages with the French articles; an edit is seen without restart, as with us."""
    pages = folder / "pages"
    pages.mkdir()
    for slug, body in _french(content, count):
        (pages / f"{slug}.md").write_text(f"title: {slug}\n\n{body}", encoding="utf-8")
    with wsgi(folder, FLATPAGES.format(pages=str(pages))) as server:
        yield server


@contextmanager
def otterwiki(folder: Path, content: Path, count: int) -> Iterator[Server]:
    """Otter Wiki over a git repository of the French articles."""
    repository = folder / "repository"
    repository.mkdir()
    for slug, body in _french(content, count):
        (repository / f"{slug}.md").write_text(body, encoding="utf-8")
    author = ("-c", "user.name=bench", "-c", "user.email=bench@localhost.localdomain")
    for words in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "articles")):
        subprocess.run([find_program("git"), "-C", str(repository), *words], check=True)
    database = f"sqlite:///{folder}/otter.sqlite3"
    settings = {"REPOSITORY": str(repository), "SECRET_KEY": secrets.token_hex(), "SQLALCHEMY_DATABASE_URI": database}
    (folder / "settings.cfg").write_text("".join(f"{name} = {value!r}\n" for name, value in settings.items()))
    code = "from otterwiki.server import app\n"
    with wsgi(folder, code, {"OTTERWIKI_SETTINGS": str(folder / "settings.cfg")}) as server:
        yield server


def _french(content: Path, count: int) -> Iterator[tuple[str, str]]:
    """Slug and text of that many articles, without front matter; the first one is the page that is measured."""
    files = sorted((content / "articles").glob("*/fr.md"), key=lambda file: (file.parent.name != "mail-delivery", file))
    for file in islice(files, count):
        yield file.parent.name, file.read_text(encoding="utf-8").split("---\n", 2)[2].lstrip()
