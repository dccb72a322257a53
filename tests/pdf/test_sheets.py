"""The real sheets, as strangers see them: an accessibility checker, a syntax checker, a reader that follows the tags."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from helpcenter.pdf.pool import Pool
from helpcenter.tutorials.printing import make_document
from tests.pdf.reading import elements, open_pdf
from tests.pdf.test_accessibility import KNOWN
from tests.tutorials.samples import real_sheet, real_tutorials

IDS = real_tutorials().ids()
PUBLIC = "https://aide.example"


@pytest.fixture(scope="module")
def files(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every tutorial in French, printed."""
    folder = tmp_path_factory.mktemp("sheets")
    found = {name: folder / f"{name}.pdf" for name in IDS}
    for name, file in found.items():
        file.write_bytes(pool.render(make_document(real_sheet(name), PUBLIC)))
    return found


@pytest.fixture(scope="module")
def reports(files: dict[str, Path]) -> list[dict[str, Any]]:
    """What the accessibility checker says of all of them, in one process of its own."""
    command = [sys.executable, "-m", "outloud.cli", "--quiet", "--fail-on", "never", "--json", "-", *map(str, files.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    results: list[dict[str, Any]] = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    return results


def test_the_checker_finds_no_error_and_no_unknown_warning(reports: list[dict[str, Any]]) -> None:
    assert len(reports) == len(IDS)
    found = {(Path(report["path"]).stem, item["rule"], item["message"]) for report in reports for item in report["findings"]}
    assert {finding for finding in found if finding[1] not in KNOWN} == set()
    assert not any(report["error"] for report in reports)


@pytest.mark.parametrize("name", IDS)
def test_the_syntax_is_sound(files: dict[str, Path], name: str) -> None:
    done = subprocess.run(["qpdf", "--check", str(files[name])], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", IDS)
def test_the_steps_are_one_list_read_in_their_order(files: dict[str, Path], name: str) -> None:
    count = len(real_sheet(name).steps)
    with open_pdf(files[name].read_bytes()) as pdf:
        figures = [str(item.Alt) for item in elements(pdf) if str(item.S) == "/Figure"]
        pictures = [step.picture.alternative for step in real_sheet(name).steps]
        assert [text for text in figures if text in pictures] == pictures
        assert sum(str(item.S) == "/LI" for item in elements(pdf)) >= count


@pytest.mark.parametrize("name", IDS)
def test_every_link_is_tagged_printed_and_says_where_it_leads(files: dict[str, Path], name: str) -> None:
    with open_pdf(files[name].read_bytes()) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", pikepdf.Array())]
        assert notes
        for note in notes:
            assert str(note.A.URI).startswith(PUBLIC)
            assert "/StructParent" in note
            assert str(note.get("/Contents", ""))
            assert int(note.F) & 4


@pytest.mark.parametrize("name", IDS)
def test_nothing_is_attached_and_nothing_runs(files: dict[str, Path], name: str) -> None:
    with open_pdf(files[name].read_bytes()) as pdf:
        assert not pdf.attachments
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert "/JavaScript" not in pdf.Root.get("/Names", pikepdf.Dictionary())


@pytest.mark.parametrize("name", IDS)
def test_a_sheet_is_light_enough_for_a_mail(files: dict[str, Path], name: str) -> None:
    assert files[name].stat().st_size < 120_000
