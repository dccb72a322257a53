"""A file that no form takes: read to its end, held only at its beginning, and everything typed around it stays."""

from io import BytesIO

import pytest
from flask import Blueprint, Flask, request
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from helpcenter.web.heavy_uploads import MOST_SENT, UPLOAD_LIMIT, UploadRequest, take_heavy_uploads

MEGABYTE = 1024 * 1024


@pytest.fixture
def site() -> Flask:
    """A small site with a form that takes heavy files and one that does not."""
    app = Flask("small")
    app.request_class = UploadRequest
    app.config["MAX_CONTENT_LENGTH"] = 4 * MEGABYTE
    bp = Blueprint("room", __name__)
    take_heavy_uploads(bp, "room.heavy")

    def answer() -> dict[str, object]:
        with request.files["file"].stream as stream:
            data = stream.read()
        return {"length": len(data), "start": data[:3].decode(), "typed": request.form.to_dict()}

    bp.post("/heavy", endpoint="heavy")(answer)
    bp.post("/light", endpoint="light")(answer)
    app.register_blueprint(bp)
    return app


def send(site: Flask, where: str, size: int) -> tuple[int, dict[str, object]]:
    """Status and answer for a file of so many bytes, with a field on either side of it."""
    file = FileStorage(BytesIO(b"abc" + bytes(size - 3)), "a.bin")
    # Encoded here: the test client would leave its temporary file open.
    boundary, body = encode_multipart({"above": "Famille A", "file": file, "below": "à rappeler"})
    answer = site.test_client().post(where, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')
    return answer.status_code, answer.get_json(silent=True) or {}


@pytest.mark.parametrize("size", [100, 5 * MEGABYTE, UPLOAD_LIMIT])
def test_a_file_up_to_the_limit_comes_whole(site: Flask, size: int) -> None:
    assert send(site, "/heavy", size) == (200, {"length": size, "start": "abc", "typed": {"above": "Famille A", "below": "à rappeler"}})


def test_of_a_heavier_file_the_beginning_is_held_and_what_was_typed_stays(site: Flask) -> None:
    held = {"length": UPLOAD_LIMIT + 1, "start": "abc", "typed": {"above": "Famille A", "below": "à rappeler"}}
    assert send(site, "/heavy", UPLOAD_LIMIT + 20 * MEGABYTE) == (200, held)


def test_there_is_an_end_and_other_forms_have_their_own(site: Flask) -> None:
    assert send(site, "/heavy", MOST_SENT + 1)[0] == 413
    assert send(site, "/light", 5 * MEGABYTE)[0] == 413
