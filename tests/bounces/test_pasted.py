"""What people do with a report before it is read: copy what they see, quote it, send it on."""

import email
import email.policy
from collections.abc import Callable

import pytest

from helpcenter.bounces.child import make_engine
from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.tidying import tidy
from helpcenter.config import HOUSE
from tests.bounces.exam import Case, Engine, Paper, read_cases, share


@pytest.fixture(scope="module")
def engine() -> Engine:
    return make_engine(HOUSE / "content" / "bounces")


def reports() -> list[Case]:
    """The French reports that say by themselves what happened, without what only machines read."""
    cases = [case for case in read_cases("french") if case.file.suffix == ".eml"]
    return [case for case in cases if not case.kinds & {Kind.NOT_A_BOUNCE, Kind.COMPLAINT}]


def visible(data: bytes) -> str:
    body = email.message_from_bytes(data, policy=email.policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def with_heading(data: bytes) -> str:
    """As Outlook shows the mail above an answer."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    heading = (
        f"De : {mail['from']}",
        "Envoyé : vendredi 27 novembre 2026 09:12",
        f"À : {mail['to']}",
        f"Objet : {mail['subject']}",
    )
    return "\n".join((*heading, "", visible(data)))


def quoted(data: bytes) -> str:
    return "".join(f"> {line}\n" for line in visible(data).splitlines())


def on_one_line(data: bytes) -> str:
    return " ".join(visible(data).split())


def sent_on(data: bytes) -> bytes:
    head = (
        "From: Accueil <accueil@les-tilleuls.example>\nTo: aide@ani.example\nSubject: TR : un mail est revenu\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="suite"\n\n--suite\nContent-Type: text/plain; charset=utf-8\n\n'
        "Bonjour, que faire de ce message ?\n\n--suite\nContent-Type: message/rfc822\n\n"
    )
    return head.encode() + data + b"\n--suite--\n"


@pytest.mark.parametrize("copy", [visible, with_heading, quoted, on_one_line], ids=lambda copy: copy.__name__)
def test_what_is_copied_from_the_screen_is_explained_like_the_file(engine: Engine, copy: Callable[[bytes], str]) -> None:
    cases = [case for case in reports() if visible(case.file.read_bytes())]
    papers = [Paper(case, engine(tidy(copy(case.file.read_bytes()).encode()))) for case in cases]
    assert share(paper.has_kind for paper in papers) >= 0.9, "\n".join(str(paper) for paper in papers if not paper.has_kind)
    assert share(paper.names_all for paper in papers) >= 0.9
    assert not [str(paper) for paper in papers if paper.names_wrongly]


@pytest.mark.parametrize("change", [sent_on, lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\r\n \r\n" + data])
def test_a_file_that_is_sent_on_or_comes_out_of_another_program_is_explained_all_the_same(
    engine: Engine, change: Callable[[bytes], bytes]
) -> None:
    papers = [Paper(case, engine(tidy(change(case.file.read_bytes())))) for case in reports()]
    assert share(paper.has_kind for paper in papers) >= 0.95, "\n".join(str(paper) for paper in papers if not paper.has_kind)
    assert share(paper.names_all for paper in papers) >= 0.97


def test_a_question_with_an_ordinary_mail_attached_stays_a_question(engine: Engine) -> None:
    letter = b"From: Famille A <famille.a@example.org>\nSubject: Cantine\n\nBonjour, merci pour votre mail.\n"
    assert engine(sent_on(letter)).kind is Kind.NOT_A_BOUNCE
