"""Lists: search without accents, filters, order, pages."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.board import MOST_CARDS, make_board
from helpcenter.unblock.lists import PAGE_SIZE, CaseFilter, Turn, count_turns, find_cases
from helpcenter.unblock.stages import Stage
from helpcenter.web.context import services
from tests.browsing import database, sign_in, text_of
from tests.consent.persons import ADDRESS, make_case
from tests.factories import make_member, make_organisation, make_staff


@pytest.mark.parametrize("text", ["zebulon", "ZÉBULON 42", "camille martin", "COURRIER.example", "tilleuls zeb"])
def test_a_case_is_found_by_parts_of_its_words_without_accents(session: Session, text: str) -> None:
    case = make_case(session)
    make_case(session, address="autre@ailleurs.example", label="Famille B", organisation=make_organisation(session, name="Mairie"))
    assert [each.id for each in find_cases(session, CaseFilter(text=text)).cases] == [case.id]


def test_a_search_stays_within_the_organisation_and_reads_numbers(session: Session) -> None:
    own, other = make_organisation(session), make_organisation(session)
    case, foreign = make_case(session, organisation=own), make_case(session, organisation=other)
    assert [each.id for each in find_cases(session, CaseFilter(own.id, text="Zébulon")).cases] == [case.id]
    assert find_cases(session, CaseFilter(own.id, text="% _ ' \\")).total == 0
    assert foreign.id in [each.id for each in find_cases(session, CaseFilter(text=str(foreign.id))).cases]


def test_filters_count_together(session: Session) -> None:
    staff, organisation = make_staff(session), make_organisation(session)
    old = make_case(session, organisation=organisation, address="a@courrier.example")
    old.created_at -= timedelta(days=40)
    old.kind, old.assigned_to_id = BlockKind.SPAM, staff.id
    make_case(session, organisation=organisation, address="b@courrier.example")
    session.flush()
    long_ago = (services().clock() - timedelta(days=30)).date()
    for wanted in (
        CaseFilter(kind=BlockKind.SPAM),
        CaseFilter(assigned_to=staff.id),
        CaseFilter(opened_before=long_ago),
        CaseFilter(organisation.id, Turn.OURS, (Stage.READY,), BlockKind.SPAM, staff.id, long_ago, "zebulon"),
    ):
        assert [case.id for case in find_cases(session, wanted).cases] == [old.id]
    assert find_cases(session, CaseFilter(assigned_to=0)).total == 1
    # Who waits longest comes first among those that wait.
    assert find_cases(session, CaseFilter(turn=Turn.OPEN)).cases[0].id == old.id
    assert count_turns(session, organisation.id) == {Turn.OURS: 2, Turn.OPEN: 2, Turn.CLOSED: 0, Turn.ALL: 2}


def test_pages_end_where_the_list_ends_and_the_board_says_how_many_more(session: Session) -> None:
    organisation = make_organisation(session)
    for number in range(PAGE_SIZE + 1):
        make_case(session, organisation=organisation, address=f"famille{number}@courrier.example")
    last = find_cases(session, CaseFilter(), 99)
    assert (last.number, last.pages, len(last.cases)) == (2, 2, 1)
    columns = {column.stage: column for column in make_board(session, CaseFilter())}
    ready = columns[Stage.READY]
    assert (len(ready.cases), ready.more) == (MOST_CARDS, PAGE_SIZE + 1 - MOST_CARDS)
    assert Stage.CLOSED not in columns


def test_hostile_addresses_of_the_lists_do_no_harm(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
        make_member(session, email="accueil@tilleuls.example", organisation=make_case(session).organisation)
    sign_in(client, "equipe@ani.example")
    for query in (
        "page=99999999999999999999",
        "page=-3",
        "organisation=9999999999999",
        "assigned=²",
        "stage=%00",
        "age=8",
        "q=%00",
        "kind=x",
    ):
        for page in ("/staff/cases", "/staff/cases/board"):
            assert client.get(f"{page}?{query}").status_code == 200, (page, query)
    member = app.test_client()
    sign_in(member, "accueil@tilleuls.example")
    for query in ("page=99999999999999999999", "turn=nobody", "q=%00'"):
        assert member.get(f"/organisation/cases?{query}").status_code == 200, query
    assert ADDRESS in text_of(member.get("/organisation/cases?q=zebulon"))


def test_a_line_says_for_whom_a_case_is_by_whom_it_is_looked_after_and_where_it_stands(session: Session) -> None:
    named, nameless = make_staff(session), make_staff(session, email="sans.nom@ani.example")
    named.name, nameless.name = "Personne B", ""
    cases = [make_case(session, address=f"famille{number}@courrier.example") for number in range(3)]
    cases[1].assigned_to_id, cases[2].assigned_to_id = named.id, nameless.id
    session.flush()

    lines = {line.id: line for line in find_cases(session, CaseFilter()).cases}

    assert [lines[case.id].looked_after_by for case in cases] == [None, "Personne B", "sans.nom@ani.example"]
    assert {lines[case.id].organisation_name for case in cases} == {case.organisation.name for case in cases}
    assert [(lines[case.id].status, lines[case.id].next_action) for case in cases] == [(case.status, case.next_action) for case in cases]


def test_whoever_takes_a_case_is_seen_on_the_list_at_once(session: Session) -> None:
    staff, case = make_staff(session), make_case(session)
    assert find_cases(session, CaseFilter(assigned_to=staff.id)).total == 0
    case.assigned_to_id = staff.id
    session.flush()
    assert find_cases(session, CaseFilter(assigned_to=staff.id)).total == 1
