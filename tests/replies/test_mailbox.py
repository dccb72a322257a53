"""The mailbox of confirmations, on a real IMAP server: read from where it was left, and never changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.config import SettingError
from helpcenter.replies.fetching import Round, Tools, read_mailbox
from helpcenter.replies.mailbox import MailboxPlan, parse_plan
from helpcenter.replies.models import MailboxPlace, MailReply, ReplyState
from tests.consent.persons import make_invitation
from tests.replies.imap_server import ImapServer, start_server
from tests.replies.mails import YES, sign, write_mail


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImapServer]:
    """A server of its own for each test: the mails of one are nothing to the next, nor those of one database to the other."""
    running = start_server(tmp_path_factory.mktemp("imap"))
    yield running
    running.stop()


def plan_of(url: str) -> MailboxPlan:
    plan = parse_plan(url)
    assert plan
    return plan


def test_new_mails_are_kept_or_left_alone_once_and_the_mailbox_stays_as_it_was(session: Session, tools: Tools, server: ImapServer) -> None:
    tools, plan = replace(tools, trust=server.trust), plan_of(server.url())
    invited = make_invitation(session)
    server.put(write_mail("Bonjour, où se trouve l'accueil ?", sender="autre@courrier.example"))
    server.put(sign(write_mail(f"{YES}\r\n\r\n{invited.code}")))
    server.put(sign(write_mail(f"{YES}\r\n\r\n{invited.code}", Auto_Submitted="auto-replied")))
    before = server.flags()
    assert read_mailbox(session, tools, plan) == Round(kept=2, left_alone=1)
    states = [(reply.state, reply.source.value) for reply in session.scalars(select(MailReply).order_by(MailReply.id))]
    assert states == [(ReplyState.RECORDED, "mailbox"), (ReplyState.SET_ASIDE, "mailbox")]
    assert read_mailbox(session, tools, plan) == Round()
    assert server.flags() == before
    assert b"\\Seen" not in b"".join(before)
    place = session.scalars(select(MailboxPlace)).one()
    place.uid_validity = 1
    session.commit()
    assert read_mailbox(session, tools, plan) == Round(kept=0, left_alone=3), "a mailbox that counts anew gives nothing twice"
    assert "accord" not in place.mailbox
    assert (place.problem, place.left_alone) == ("", 4)


def test_what_cannot_be_read_is_named_and_tried_again(session: Session, tools: Tools, server: ImapServer) -> None:
    trusting = replace(tools, trust=server.trust)
    assert read_mailbox(session, tools, plan_of(server.url())).problem == "connection", "a server that nobody vouches for"
    assert read_mailbox(session, trusting, plan_of(server.url(secret="wrong"))).problem == "login"
    assert read_mailbox(session, trusting, plan_of(server.url(folder="Nowhere"))).problem == "folder"
    assert read_mailbox(session, trusting, plan_of("imap://a:b@127.0.0.1:9/INBOX")).problem == "connection"
    assert read_mailbox(session, trusting, plan_of(server.url())).problem == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://a:b@host/INBOX",
        "imaps://host/INBOX",
        "imap://a:b@mail.example/INBOX",
        "imaps:///",
        "imaps://a:b@host:port/",
        "imaps://a:b@[host/",
    ],
)
def test_a_mailbox_that_cannot_be_ends_the_start(url: str) -> None:
    with pytest.raises(SettingError):
        parse_plan(url)


def test_the_password_stands_in_no_text() -> None:
    assert "secret" not in repr(plan_of("imaps://a:secret@mail.example"))
    assert parse_plan("") is None
    assert Path(plan_of("imaps://a:b@mail.example/").folder).name == "INBOX"
