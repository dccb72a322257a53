"""Kept files that are compressed already: sent as they are, and never in the way of pages."""

import os
from pathlib import Path

from flask import Flask, Response
from flask.testing import FlaskClient

from helpcenter.web.kept import KeptPages, keep

LIMIT = 400_000


def make_client(folder: Path) -> tuple[FlaskClient, list[str]]:
    """A site whose pages are small and whose PDFs are large, and what Flask was asked for."""
    file, asked = folder / "text.md", list[str]()
    file.write_text("text")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    app = Flask("site")

    def page() -> str:
        asked.append("page")
        keep([file])
        return "page"

    def pdf(number: int) -> Response:
        asked.append(f"pdf {number}")
        keep([file])
        return Response(os.urandom(1) + b"%PDF" * 25_000, mimetype="application/pdf")

    app.add_url_rule("/page", view_func=page)
    app.add_url_rule("/<int:number>.pdf", view_func=pdf)
    app.wsgi_app = KeptPages(app.wsgi_app, ["localhost"], limit=LIMIT)  # type: ignore[method-assign]
    return app.test_client(), asked


def test_a_pdf_is_sent_as_it_is_to_whoever_takes_gzip(tmp_path: Path) -> None:
    client, asked = make_client(tmp_path)
    for encoding in ("gzip", "br", ""):
        answer = client.get("/1.pdf", headers={"Accept-Encoding": encoding})
        assert "Content-Encoding" not in answer.headers
        assert (answer.content_length, answer.data[1:5]) == (100_001, b"%PDF")
    assert client.get("/1.pdf", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert asked == ["pdf 1"]


def test_many_pdfs_do_not_drive_out_a_page(tmp_path: Path) -> None:
    client, asked = make_client(tmp_path)
    client.get("/page")
    for number in range(10):
        client.get(f"/{number}.pdf")
    client.get("/page")
    client.get("/9.pdf")
    assert asked.count("page") == 1
    assert asked.count("pdf 9") == 1
    client.get("/0.pdf")
    assert asked.count("pdf 0") == 2
