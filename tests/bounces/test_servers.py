"""Every form of letter that a mail server documents is read: its kind, its reason, its address; and what only sounds like one is not."""

import pytest

from helpcenter.bounces.child import make_engine
from helpcenter.config import HOUSE
from tests.bounces.exam import Case, Engine, Paper, read_cases


@pytest.fixture(scope="module")
def engine() -> Engine:
    return make_engine(HOUSE / "content" / "bounces")


@pytest.mark.parametrize("case", read_cases("servers"), ids=lambda case: case.file.stem)
def test_a_letter_says_what_its_server_means(engine: Engine, case: Case) -> None:
    paper = Paper(case, engine(case.file.read_bytes()))
    assert (paper.has_kind, paper.has_reason) == (True, True), str(paper)
    assert paper.answer.recipients == tuple(case.recipients), str(paper)


def test_rarer_servers_and_harder_forms_are_read_too(engine: Engine) -> None:
    papers = [Paper(case, engine(case.file.read_bytes())) for case in read_cases("formats")]
    assert len(papers) > 150
    assert not [str(each) for each in papers if not (each.has_kind and each.has_reason and each.names_exactly)]
