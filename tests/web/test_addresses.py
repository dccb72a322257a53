"""Addresses of pages are written as Werkzeug writes them, the first time and later."""

from werkzeug.routing import Map, Rule

from helpcenter.web.addresses import LateRule


def test_an_address_is_the_one_that_werkzeug_writes_whatever_its_parts_are_called() -> None:
    values = {"rule": "a b", "name": "é", "append_unknown": 1, "page": 2}
    rules = [kind("/<rule>/<name>/<int:append_unknown>/", endpoint="page") for kind in (Rule, LateRule)]
    plain, late = (Map([rule]).bind("mairie.example") for rule in rules)
    for _ in range(2):
        assert late.build("page", values) == plain.build("page", values) == "/a%20b/%C3%A9/1/?page=2"
    assert late.match("/x/y/3/") == plain.match("/x/y/3/")
