"""What staff look at, the most urgent first."""

from pathlib import Path

from helpcenter.labels.check_list import LONGEST, make_check_list
from helpcenter.labels.models import FlagReason, LabelDecision
from helpcenter.labels.queries import Stuck
from helpcenter.labels.urgency import State
from helpcenter.labels.worklist import ALL, UNDECIDED, Known, Wanted, Worklist, make_worklist
from tests.labels.samples import FILE, TODAY, FakeRoom

NOBODY = Known((), ())


def worklist(folder: Path, known: Known = NOBODY, text: str = FILE) -> Worklist:
    return make_worklist(FakeRoom(folder, text), known, "fr", TODAY)


def stuck(key: str, locale: str, number: int = 3) -> Stuck:
    return Stuck(("mail", key, locale), "mail-web-rule", "step-1", FlagReason.NOT_FOUND, number, TODAY)


def test_memory_comes_before_sources_before_old_looks(tmp_path: Path) -> None:
    rows = worklist(tmp_path).rows
    assert [(row.label.text, row.state) for row in rows] == [
        ("D'accord", State.MEMORY),
        ("OK", State.SEEN),
        ("Nouvelle : règle", State.OLD),
    ]


def test_reports_lift_a_label_to_the_top_with_their_number(tmp_path: Path) -> None:
    first = worklist(tmp_path, Known([stuck("web.rule.new", "fr"), stuck("web.rule.ok", "en", 1)], ())).rows[0]
    assert (first.label.text, first.readers) == ("Nouvelle : règle", 3)


def test_a_row_says_where_the_label_is_in_the_readers_language(tmp_path: Path) -> None:
    english = worklist(tmp_path).find(("mail", "web.rule.ok", "en"))
    assert english
    assert english.steps == ("Cliquez sur «\u00a0OK\u00a0».",)
    assert (english.client_name, english.sources[0].title) == ("Mail", "Help")


def test_rows_are_chosen_by_client_language_and_state(tmp_path: Path) -> None:
    found = worklist(tmp_path)

    def texts(wanted: Wanted) -> list[str]:
        return [row.label.text for row in found.select(wanted)]

    assert texts(Wanted(locale="en")) == ["OK"]
    assert texts(Wanted(client="other")) == []
    assert texts(Wanted(state=State.OLD)) == ["Nouvelle : règle"]
    assert texts(Wanted(state=UNDECIDED)) == ["D'accord"]
    assert len(texts(Wanted(state=ALL))) == 3
    assert len(texts(Wanted(state="nonsense"))) == 3


def test_a_decision_holds_for_exactly_its_wording(tmp_path: Path) -> None:
    def undecided(text: str) -> int:
        decision = LabelDecision(client="mail", key="web.rule.ok", locale="fr", text=text)
        return worklist(tmp_path, Known((), [decision])).count(UNDECIDED)

    assert undecided("D'accord") == 0
    assert undecided("Valider") == 1


def test_a_step_without_label_is_named_when_readers_were_stuck_there(tmp_path: Path) -> None:
    (step,) = worklist(tmp_path, Known([stuck("", "fr", 2)], ())).steps
    assert (step.title, step.told, step.number) == ("Mail : recevoir nos mails", "Ouvrez le site.", 2)


def test_a_broken_file_is_named_and_hides_nothing_else(tmp_path: Path) -> None:
    found = worklist(tmp_path, text="client: mail\n")
    assert found.rows == ()
    assert found.broken[0].startswith("mail.yaml:")


def test_the_check_list_follows_the_screen_not_the_urgency(tmp_path: Path) -> None:
    found = make_check_list(worklist(tmp_path), "mail", "fr")
    assert found
    (stretch,) = found.stretches
    assert [(line.number, line.label.text) for line in stretch.lines] == [(1, "Nouvelle : règle"), (2, "D'accord")]
    assert (found.count, found.left, found.minutes) == (2, 0, 2)
    assert make_check_list(worklist(tmp_path), "mail", "tr") is None


def test_a_check_list_has_twenty_labels_and_says_how_many_wait(tmp_path: Path) -> None:
    rows = worklist(tmp_path).rows * 12
    found = make_check_list(Worklist(rows), "mail", "fr")
    assert found
    assert (found.count, found.left, found.minutes) == (LONGEST, 4, 15)
