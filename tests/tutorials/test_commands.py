import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from helpcenter.config import HOUSE
from helpcenter.labels.mail_clients import Evidence
from helpcenter.organisations.models import AddressState
from helpcenter.tutorials.commands import tutorial
from helpcenter.tutorials.library import Tutorials
from tests.factories import make_organisation, make_sender_address
from tests.pdf.reading import open_pdf, text_of
from tests.tutorials.samples import real_library, real_tutorials

ONE = ("--tutorial", "gmail-web-filter", "--locale", "fr")


def run(*words: str) -> Result:
    return CliRunner().invoke(tutorial, [str(word) for word in words])


def has_memory(tutorial_id: str) -> bool:
    """True when no language of the screen has all its labels from a source."""
    seen = Tutorials(real_library(), is_shown=lambda _client, _key, _locale, label: label.evidence is not Evidence.MEMORY)
    return tutorial_id not in seen.ids()


def test_tutorials_are_listed_for_people_and_machines(session: Session) -> None:
    assert "outlook-web-safe-sender" in run("list").output
    rows = json.loads(run("list", "--json").output)
    assert next(row for row in rows if row["id"] == "gmail-web-filter") == {
        "id": "gmail-web-filter",
        "client": "gmail",
        "platform": "web",
        "method": "filter",
        "locales": sorted(file.stem for file in (HOUSE / "content" / "tutorials" / "gmail-web-filter").glob("*.md")),
        "generic": False,
    }
    # A sheet whose buttons are known from memory waits for staff: the generic one stands in for it.
    ids = {row["id"] for row in rows}
    assert {"outlook-web-safe-sender", "sfr-web-generic", "generic"} <= ids
    assert all(map(has_memory, set(real_tutorials().ids()) - ids))


def test_one_sheet_is_written(session: Session, tmp_path: Path) -> None:
    make_organisation(session, slug="tilleuls", name="Les Tilleuls")
    file = tmp_path / "new folder" / "x.pdf"
    done = run("pdf", "--organisation", "tilleuls", *ONE, "--screen-locale", "en", "--output", str(file))
    assert done.exit_code == 0, done.output
    text = text_of(file.read_bytes())
    assert "Les Tilleuls" in text
    assert "Never send it to Spam" in text
    assert [path.name for path in file.parent.iterdir()] == ["x.pdf"]


def test_a_screen_language_without_labels_falls_back_and_says_so(session: Session, tmp_path: Path) -> None:
    make_organisation(session, slug="tilleuls")
    done = run("pdf", "--organisation", "tilleuls", *ONE, "--screen-locale", "xx", "--output", str(tmp_path / "x.pdf"))
    assert done.exit_code == 0
    assert "xx: not all labels are known" in done.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--organisation", "nobody", *ONE), "there is no organisation nobody"),
        (("--organisation", "ormes", *ONE), "sender address has not been verified"),
        (("--organisation", "tilleuls", "--tutorial", "nothing", "--locale", "fr"), "there is no tutorial nothing"),
        (("--organisation", "tilleuls", "--tutorial", "gmail-web-filter", "--locale", "xx"), "but in: "),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_written(
    session: Session, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    make_organisation(session, slug="tilleuls")
    make_sender_address(session, organisation=make_organisation(session, slug="ormes"), state=AddressState.PENDING)
    done = run("pdf", *words, "--output", str(tmp_path / "x.pdf"))
    assert done.exit_code == 1
    assert message in done.output
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize("words", [(), ("--organisation", "a"), ("--all", "--locale", "fr")])
def test_a_call_that_makes_no_sense_is_a_mistake_of_usage(session: Session, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run("pdf", *words, "--output", str(tmp_path / "x")).exit_code == click.UsageError.exit_code


def test_all_sheets_of_all_organisations_are_written_except_those_that_wait(session: Session, tmp_path: Path) -> None:
    make_organisation(session, slug="tilleuls", locales=("en",))
    make_organisation(session, slug="mairie", locales=("fr",))
    make_sender_address(session, organisation=make_organisation(session, slug="ormes"), state=AddressState.PENDING)
    folder = tmp_path / "sheets"
    done = run("pdf", "--all", "--output", str(folder))
    assert done.exit_code == 0, done.output
    assert "ormes: its sender address has not been verified" in done.output
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf"))
    assert len(files) == 2 * len(json.loads(run("list", "--json").output))
    assert "mairie/outlook-web-safe-sender-fr.pdf" in files
    assert len(open_pdf((folder / files[0]).read_bytes()).pages) <= 2
