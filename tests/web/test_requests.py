"""Signs that no person types, in every place where a stranger can put them; on PostgreSQL they would end in an error."""

from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests.browsing import database
from tests.factories import make_organisation


@pytest.mark.parametrize("path", ["/fr/o/a%00b/", "/fr/o/a%00b/mails", "/o/a%00b/logo-a%00b.png", "/c/a%00b", "/fr/articles/a%00b", "/%00"])
def test_no_page_has_a_nul_in_its_address(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/fr/search?q=a%00b", "/fr/assistance?article=%00&tutorial=%00", "/fr/tutorials/?screen=%00", "/c/?locale=%00"]
)
def test_a_nul_in_a_query_is_passed_over(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_nul_in_a_form_is_no_error_and_what_was_typed_stays(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        slug = make_organisation(session).slug
    page = client.post(f"/fr/o/{slug}/mails", data={"label": "Famille\0A", "address": "no\0body"})
    assert page.status_code == 422
    assert "FamilleA" in page.get_data(as_text=True)
    assert client.post("/c/", data={"code": "ABCD\0"}).status_code in {303, 422}
    assert client.post("/account/sign-in", data={"email": "a\0@b.example", "password": "x\0"}).status_code in {200, 400}


def test_files_keep_their_bytes(app: Flask) -> None:
    with app.test_request_context("/?a=1&a=2%00", method="POST", data={"file": (BytesIO(b"a\0b"), "x.eml"), "b": "\0"}):
        assert request.files["file"].read() == b"a\0b"
        assert request.form["b"] == ""
        assert request.args.getlist("a") == ["1", "2"]
