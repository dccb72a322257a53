"""Every route is listed here on purpose: no URL appears or disappears by accident."""

from typing import Any

from flask import Flask, url_for
from flask.testing import FlaskClient

from helpcenter.config import HOUSE
from tests.browsing import database, sign_in
from tests.factories import make_member, make_staff

LIST = HOUSE / "tests" / "conventions" / "routes.txt"


def routes_of(app: Flask) -> list[str]:
    """`METHODS rule` for each route."""
    lines = []
    for rule in app.url_map.iter_rules():
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        lines.append(f"{','.join(methods):9} {rule.rule}")
    return sorted(lines, key=lambda line: line.split(maxsplit=1)[1])


def test_the_list_of_routes_is_what_the_site_answers(app: Flask) -> None:
    assert LIST.read_text(encoding="utf-8").splitlines() == routes_of(app)


VALUES: dict[str, Any] = {"slug": "mail-delivery", "text_locale": "fr", "number": "0" * 40, "organisation": "nobody"}


def guarded(app: Flask) -> list[tuple[str, str]]:
    """Method and address of everything below /staff/."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/staff"):
            values: dict[str, Any] = {name: VALUES.get(name, 1) for name in rule.arguments}
            with app.test_request_context():
                found += [(method, url_for(rule.endpoint, **values)) for method in (rule.methods or set()) & {"GET", "POST"}]
    return sorted(found)


def test_whoever_is_not_signed_in_sees_nothing_of_the_staffs_pages(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for method, url in guarded(app):
        answer = client.open(url, method=method)
        assert answer.status_code == 302, url
        assert "/account/sign-in" in answer.headers["Location"], url


def test_members_of_organisations_see_nothing_of_the_staffs_pages(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_member(session, email="guichet@tilleuls.example")
    sign_in(client, "guichet@tilleuls.example")
    app.config["WTF_CSRF_ENABLED"] = False
    for method, url in guarded(app):
        assert client.open(url, method=method).status_code == 403, url


def test_no_form_of_the_staff_is_taken_without_its_token(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    sign_in(client, "equipe@ani.example")
    for method, url in guarded(app):
        if method == "POST":
            assert client.post(url).status_code == 400, url
