"""Every route is listed here on purpose: no URL appears or disappears by accident."""

from flask import Flask

from helpcenter.config import HOUSE

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
