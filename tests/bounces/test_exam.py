"""The engine answers reports in French, and in the other languages of servers, that were written without looking at its rules."""

from collections.abc import Iterator

import pytest

from helpcenter.bounces.child import make_engine
from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.tidying import tidy
from helpcenter.config import HOUSE
from tests.bounces.exam import HERE, Paper, read_cases, share

FOLDERS = ("french", "languages")


@pytest.fixture(scope="module")
def papers() -> dict[str, list[Paper]]:
    engine = make_engine(HOUSE / "content" / "bounces")
    return {folder: [Paper(case, engine(tidy(case.file.read_bytes()))) for case in read_cases(folder)] for folder in FOLDERS}


def wrong(papers: list[Paper]) -> str:
    return "\n".join(str(paper) for paper in papers if not (paper.has_kind and paper.names_all))


def held_out(papers: list[Paper]) -> Iterator[Paper]:
    return (paper for paper in papers if paper.case.is_held_out)


@pytest.mark.parametrize("folder", FOLDERS)
def test_nineteen_of_twenty_reports_get_their_kind(papers: dict[str, list[Paper]], folder: str) -> None:
    assert share(paper.has_kind for paper in papers[folder]) >= 0.95, wrong(papers[folder])
    assert share(paper.has_kind for paper in held_out(papers[folder])) >= 0.95, wrong(papers[folder])


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_addresses_are_named_and_no_wrong_one(papers: dict[str, list[Paper]], folder: str) -> None:
    assert share(paper.names_all for paper in papers[folder]) >= 0.97, wrong(papers[folder])
    assert not [str(paper) for paper in papers[folder] if paper.names_wrongly]


def test_nine_of_ten_french_reports_get_a_reason_that_fits(papers: dict[str, list[Paper]]) -> None:
    assert share(paper.has_reason for paper in papers["french"]) >= 0.9


def test_no_mail_that_a_person_wrote_is_taken_for_a_bounce(papers: dict[str, list[Paper]]) -> None:
    mails = [paper for found in papers.values() for paper in found if Kind.NOT_A_BOUNCE in paper.case.kinds]
    assert len(mails) > 15
    assert all(paper.has_kind for paper in mails), wrong(mails)


def test_only_what_our_provider_holds_back_and_what_was_reported_leads_to_a_case(papers: dict[str, list[Paper]]) -> None:
    for paper in papers["french"]:
        if paper.answer.leads_to_case:
            assert paper.case.reasons & {"suppressed", "reported"}, str(paper)


def test_every_report_is_listed_and_there_are_enough() -> None:
    for folder, enough in (("french", 60), ("languages", 30)):
        files = {file for file in (HERE / folder).iterdir() if file.suffix != ".yaml"}
        assert {case.file for case in read_cases(folder)} == files
        assert len(files) >= enough
