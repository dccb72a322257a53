import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.bounces.commands import bounce
from helpcenter.bounces.limits import LARGEST

UNKNOWN_USER = b"550 5.1.1 <famille.a@example.org>: Recipient address rejected: User unknown in virtual mailbox table\r\n"
FULL = b"452 4.2.2 <famille.b@example.org> The email account that you tried to reach is over quota\r\n"
KEYS = ["kind", "recipients", "status", "reason", "cause", "who_acts", "article", "is_certain", "next_step"]


def run(*words: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(bounce, ["explain", *map(str, words)], input=given)


@pytest.fixture
def two_files(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "un.txt", tmp_path / "deux.txt"
    first.write_bytes(UNKNOWN_USER)
    second.write_bytes(FULL)
    return first, second


def test_each_file_gets_one_line_of_json(two_files: tuple[Path, Path]) -> None:
    done = run("--json", *two_files)
    assert done.exit_code == 0, done.output
    first, second = map(json.loads, done.output.splitlines())
    assert list(first) == ["file", *KEYS]
    assert (first["file"], second["file"]) == tuple(map(str, two_files))
    assert (first["kind"], second["kind"]) == ("permanent", "temporary")
    assert first["recipients"] == ["famille.a@example.org"]
    assert first["status"] == "5.1.1"
    assert (second["cause"], second["who_acts"]) == ("recipient", "family")


def test_standard_input_is_one_message_without_a_file_name() -> None:
    answer = json.loads(run("--json", given=UNKNOWN_USER).output)
    assert list(answer) == KEYS
    assert json.loads(run("--json", "-", given=UNKNOWN_USER).output) == {"file": "-", **answer}


def test_people_get_words_in_their_language(two_files: tuple[Path, Path]) -> None:
    french, english = run(two_files[0]).output, run(two_files[0], "--locale", "en").output
    assert "famille.a@example.org" in french
    assert "Cette adresse n’existe pas" in french
    assert "Cette adresse" not in english
    assert "→ " in english


def test_a_mailbox_file_gets_one_answer_for_each_of_its_mails(tmp_path: Path) -> None:
    start = b"From MAILER-DAEMON Fri Nov 27 09:00:00 2026\n"
    mail = b"From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered Mail Returned to Sender\n\n%s>From here on\n\n"
    file = tmp_path / "retours.mbox"
    file.write_bytes(start + mail % UNKNOWN_USER + start + mail % FULL)
    kinds = [json.loads(line)["kind"] for line in run("--json", file).output.splitlines()]
    assert kinds == ["permanent", "temporary"]
    assert run("--json", "--mbox", given=file.read_bytes()).output.count("\n") == 2
    assert run("--json", given=file.read_bytes()).output.count("\n") == 1


def test_each_line_of_a_log_can_be_a_message() -> None:
    done = run("--json", "--lines", given=UNKNOWN_USER + b"\r\n" + FULL)
    assert [json.loads(line)["kind"] for line in done.output.splitlines()] == ["permanent", "temporary"]


def test_what_cannot_be_read_is_said_and_the_others_are_answered(two_files: tuple[Path, Path], tmp_path: Path) -> None:
    gigantic = tmp_path / "enorme.eml"
    with gigantic.open("wb") as file:
        file.truncate(LARGEST + 1)
    done = run("--json", tmp_path / "absent.eml", gigantic, tmp_path, two_files[0])
    assert done.exit_code == 1
    absent, large, folder, answered = map(json.loads, done.output.splitlines())
    assert absent["error"] == "No such file or directory"
    assert large["error"].startswith("too large")
    assert folder["error"] == "Is a directory"
    assert answered["kind"] == "permanent"


def test_neither_an_instance_nor_a_database_is_made(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    done = CliRunner(env={"HELPCENTER_INSTANCE": str(instance)}).invoke(bounce, ["explain", "--json"], input=UNKNOWN_USER)
    assert done.exit_code == 0
    assert not instance.exists()


def test_words_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    done = CliRunner(env={"HELPCENTER_CONTENT": str(tmp_path)}).invoke(bounce, ["explain"], input=UNKNOWN_USER)
    assert done.exit_code == 1
    assert "bounces" in done.output


def test_no_message_steers_the_terminal_of_its_reader(tmp_path: Path) -> None:
    line = "550 5.1.1 <famille.a@example.org>: User unknown \x1b[2J\x9b2J \u202e here\n"
    for words in ([], ["--json"]):
        output = run(*words, given=line.encode()).output
        assert "unknown-user" in output
        assert not {"\x1b", "\x9b", "\u202e"} & set(output)
