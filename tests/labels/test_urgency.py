"""Why a label must be looked at again."""

from datetime import timedelta

from helpcenter.labels.mail_clients import Evidence
from helpcenter.labels.urgency import State, state_of
from tests.labels.samples import TODAY, make_label


def test_readers_who_were_stuck_come_before_everything() -> None:
    assert state_of(make_label(), 1, TODAY) is State.FLAGGED
    assert state_of(make_label(), 0, TODAY) is State.MEMORY


def test_a_look_holds_for_half_a_year() -> None:
    def after(days: int) -> State:
        looked = make_label(evidence=Evidence.SCREEN, verified_on=TODAY - timedelta(days=days), verified_by="Équipe A")
        return state_of(looked, 0, TODAY)

    assert [after(0), after(180), after(181)] == [State.CHECKED, State.CHECKED, State.OLD]


def test_what_a_source_says_is_no_look() -> None:
    seen = make_label(evidence=Evidence.SEEN, seen_on=TODAY, sources=("A",))
    assert state_of(seen, 0, TODAY) is State.SEEN
