"""What a signed-in page costs beside a bare Flask that renders the same template with the same values, in one run."""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import servers
from benchmarks.bare_templates import PATH, TOKEN
from benchmarks.goals import at_most
from benchmarks.load import GZIP, Target, fetch, in_turn, ratio
from benchmarks.places import FEW, content_of, make_folder
from benchmarks.servers import Server

CASES = 40
ROUNDS = 9
FORM_TOKEN = re.compile(r'(?<=name="csrf_token")([^>]*value=")([^"]+)(?=")')
# A clerk's list as it is after some weeks.
FILL = """
from datetime import timedelta
from helpcenter.app import create_app
from helpcenter.config import load_settings
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.db.clock import utc_now
from helpcenter.organisations.queries import find_organisation
from helpcenter.unblock.service import NewCase, open_case

app = create_app(load_settings())
with app.app_context():
    organisation = find_organisation(db.session, "centre-social-demo")
    for number in range({count}):
        new = NewCase(f"Famille {{number}}", f"famille.{{number}}@exemple.example", (utc_now() - timedelta(days=number)).date(), "fr")
        open_case(db.session, current_desk(), organisation, new, "bench")
    db.session.commit()
"""
BARE = "from benchmarks.bare_templates import make_app\n\napp = make_app(with_queries={with_queries}, with_babel={with_babel})\n"
OURS, PEER, ASKING, USUAL = (
    "signed-in list of requests",
    "bare Flask + Jinja, same template",
    "the same, asking the database what a list asks, through the ORM",
    "the same, with those questions and Flask-Babel",
)
# What members open most; measured without a peer.
MEMBERS = {"a member's home": "/organisation/", "a member's request": "/organisation/cases/2"}


def run() -> list[str]:
    """Measure; a table and the goal."""
    folder, content = make_folder(), content_of(FEW)
    staff, member = _prepare(folder, content)
    with ExitStack() as stack:
        product = stack.enter_context(servers.helpcenter(folder, content))
        ours = Target(product, PATH, {**GZIP, "Cookie": _sign_in(product, *staff), "Accept-Language": "fr"})
        environment = {**servers.helpcenter_environment(folder, content, product.port), "PYTHONPATH": str(servers.HOUSE)}
        bare, asking, usual = (
            stack.enter_context(servers.wsgi(make_folder(), program, environment, python=sys.executable))
            for program in (
                BARE.format(with_queries=False, with_babel=False),
                BARE.format(with_queries=True, with_babel=False),
                BARE.format(with_queries=True, with_babel=True),
            )
        )
        targets = {
            OURS: ours,
            PEER: Target(bare, PATH, GZIP),
            ASKING: Target(asking, PATH, GZIP),
            USUAL: Target(usual, PATH, GZIP),
        }
        _compare(targets)
        headers = {**GZIP, "Cookie": _sign_in(product, *member), "Accept-Language": "fr"}
        costs = in_turn({**targets, **{name: Target(product, path, headers) for name, path in MEMBERS.items()}}, ROUNDS)
    lines = [f"The list of {CASES + 1} requests as staff see it, and pages of members; medians of {ROUNDS} rounds in turn.", ""]
    lines += [f"| what | CPU µs a request | requests/s | × {PEER} |", "|---|--:|--:|--:|"]
    for name, rows in costs.items():
        cpu, rate = (statistics.median(getattr(row, field) for row in rows) for field in ("cpu_us", "rate"))
        lines.append(f"| {name} | {cpu:.0f} | {rate:.0f} | {ratio(costs, name, PEER):.2f} |")
    goals = (("Flask + Jinja on the same template", PEER), ("the same with the questions and Flask-Babel", USUAL))
    return [*lines, "", *(at_most(f"signed-in page ÷ {name}", ratio(costs, OURS, peer), 1.3) for name, peer in goals)]


def _prepare(folder: Path, content: Path) -> tuple[tuple[str, str], tuple[str, str]]:
    """Make the demo and many requests; gives the accounts of a member of its first organisation and of the vendor's staff."""
    environment = {**os.environ, **servers.helpcenter_environment(folder, content, 8000)}
    command = [sys.executable, "-m", "helpcenter.cli", "init", "--demo", "--json"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    subprocess.run([sys.executable, "-c", FILL.format(count=CASES)], env=environment, check=True, capture_output=True)
    # The first one is a member; the last two are the vendor's: staff, then an administrator.
    accounts = [(each["email"], each["password"]) for each in json.loads(said)["accounts"]]
    return accounts[-2], accounts[0]


def _sign_in(server: Server, email: str, password: str) -> str:
    """The cookie of somebody who has signed in."""
    page, cookie = _ask(server, "GET", {})
    token = FORM_TOKEN.search(page)
    form = urlencode({"email": email, "password": password, "csrf_token": token[2] if token else ""})
    _, signed_in = _ask(server, "POST", {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}, form)
    return signed_in


def _ask(server: Server, method: str, headers: dict[str, str], body: str | None = None) -> tuple[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, "/account/sign-in", body, headers)
        answer = connection.getresponse()
        return answer.read().decode(), answer.headers.get("Set-Cookie", "").split(";")[0]
    finally:
        connection.close()


def _compare(targets: dict[str, Target]) -> None:
    """All must show the same page, or the ratio would say nothing."""
    pages = [fetch(target.server.port, target.path, target.headers) for target in targets.values()]
    texts = [re.sub(r"\s+", " ", FORM_TOKEN.sub(rf"\g<1>{TOKEN}", body.decode())) for _, _, body in pages]
    if {status for status, _, _ in pages} != {200} or len(set(texts)) != 1:
        raise RuntimeError(f"the pages differ: {[(status, len(body)) for status, _, body in pages]}")
