"""The files that Outlook saves are read like the mails they hold; a damaged or hostile one is refused, and harms nothing."""

import random
from collections.abc import Iterator

import pytest

from helpcenter.bounces.child import make_engine
from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.limits import LARGEST_OUTLOOK
from helpcenter.bounces.outlook import as_mail
from helpcenter.bounces.outlook_storage import UnreadableError
from helpcenter.bounces.worker import Explainer, Refused
from helpcenter.config import HOUSE
from tests.bounces.exam import Engine
from tests.bounces.letters import delivery_status
from tests.bounces.outlook_files import Tree, message, outlook_file, recipient

SUBJECT, NAME, TO, BODY, HEADERS = 0x0037, 0x0C1A, 0x0E04, 0x1000, 0x007D
FAMILY = "famille.a@example.org"
FULL = "<mx.example.org #4.2.2 smtp;452 4.2.2 Mailbox full>"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return make_engine(HOUSE / "content" / "bounces")


@pytest.fixture(scope="module")
def explainer() -> Iterator[Explainer]:
    made = Explainer(HOUSE / "content" / "bounces")
    yield made
    made.close()


def report(kind: str, supplement: str, status: int = 0, head: int = 32) -> Tree:
    texts = {SUBJECT: "Non remis : Inscriptions", NAME: "Microsoft Outlook", TO: "Accueil"}
    return message(
        f"REPORT.IPM.Note.{kind}", text=texts, more={"__recip_version1.0_#00000000": recipient(FAMILY, supplement, status)}, head=head
    )


def test_a_report_says_what_its_properties_say(engine: Engine) -> None:
    said = engine(outlook_file(report("NDR", "<mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>", 511)))
    assert (said.reason, said.recipients, said.status, said.quote) == ("unknown-user", (FAMILY,), "5.1.1", "550 5.1.1 User unknown")


def test_a_report_whose_words_are_missing_is_told_by_its_number(engine: Engine) -> None:
    said = engine(outlook_file(report("NDR", "", 522)))
    assert (said.reason, said.recipients) == ("mailbox-full", (FAMILY,))


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("NDR", "mailbox-full"), ("Delayed.DR", "delayed"), ("DR", "delivered"), ("Relayed.DR", "delivered"), ("IPNRN", "automatic-reply")],
)
def test_the_class_of_a_report_tells_what_became_of_the_mail(engine: Engine, kind: str, reason: str) -> None:
    assert engine(outlook_file(report(kind, FULL))).reason == reason


def test_a_report_of_another_server_keeps_its_headers_and_words(engine: Engine) -> None:
    headers = (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.net\r\n"
        "Subject: Undelivered Mail\r\n Returned to Sender\r\nContent-Type: text/plain\r\n"
    )
    words = f"I'm sorry to have to inform you that your message could not be delivered.\r\n\r\n<{FAMILY}>: 552 5.2.2 Boîte pleine\r\n"
    said = engine(outlook_file(message(text={HEADERS: headers, BODY: words})))
    assert (said.reason, said.recipients) == ("mailbox-full", (FAMILY,))


def test_a_report_that_is_a_page_in_an_old_character_set_is_read(engine: Engine) -> None:
    page = f"<p>Échec de la remise à ces destinataires : </p><p>{FAMILY}</p><p>La boîte aux lettres est pleine.</p>".encode("cp1252")
    texts = {SUBJECT: "Non remis : Inscriptions", NAME: "Microsoft Outlook"}
    said = engine(outlook_file(message(text=texts, more={"__substg1.0_10130102": page})))
    assert (said.reason, said.recipients) == ("mailbox-full", (FAMILY,))


def attached(tree: Tree) -> Tree:
    return {"__properties_version1.0": bytes(8), **tree}


@pytest.mark.parametrize(
    "attachment",
    [
        {"__substg1.0_3701000D": report("NDR", FULL, head=24)},
        {"__substg1.0_37010102": delivery_status("452 4.2.2 Mailbox full").encode(), "__substg1.0_3703001F": ".eml".encode("utf-16-le")},
    ],
    ids=["as Outlook keeps it", "as a file"],
)
def test_a_report_that_a_colleague_sends_on_is_found(engine: Engine, attachment: Tree) -> None:
    texts = {SUBJECT: "TR: un mail est revenu", NAME: "Accueil", BODY: "Bonjour, que faire de ce message ?"}
    said = engine(outlook_file(message(text=texts, more={"__attach_version1.0_#00000000": attached(attachment)})))
    assert said.reason == "mailbox-full"


def test_a_mail_of_a_family_stays_an_ordinary_mail(engine: Engine) -> None:
    texts = {SUBJECT: "Cantine", NAME: "Famille A", BODY: "Bonjour, ma boîte était pleine : 552 5.2.2. Merci !"}
    picture = attached({"__substg1.0_37010102": b"\x89PNG" * 5_000, "__substg1.0_3703001F": ".png".encode("utf-16-le")})
    assert engine(outlook_file(message(text=texts, more={"__attach_version1.0_#00000000": picture}))).kind is Kind.NOT_A_BOUNCE


def test_a_file_that_is_cut_off_or_changed_is_read_or_refused_and_nothing_else() -> None:
    file, dice = outlook_file(report("NDR", FULL)), random.Random(6)
    for size in range(0, len(file), 97):
        _read_or_refuse(file[:size])
    for _ in range(400):
        changed = bytearray(file)
        for _ in range(dice.randint(1, 8)):
            changed[dice.randrange(30, len(changed))] = dice.choice((0, 1, 0x7F, 0xFE, 0xFF))
        _read_or_refuse(bytes(changed))


def _read_or_refuse(data: bytes) -> None:
    try:
        as_mail(data)
    except (UnreadableError, RecursionError):
        return


def nested(depth: int) -> Tree:
    inner: Tree = report("NDR", FULL, head=24)
    for _ in range(depth):
        inner = message(more={"__attach_version1.0_#00000000": attached({"__substg1.0_3701000D": inner})}, head=24)
    return inner


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), Refused("unreadable")),
        (outlook_file({"WordDocument": b"x" * 5_000}), Refused("unreadable")),
        (outlook_file(message(more={f"__recip_version1.0_#{number:08X}": {} for number in range(3_000)})), Refused("too_large")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(LARGEST_OUTLOOK), Refused("too_large")),
    ],
    ids=["damaged", "a document", "a directory without end", "enormous"],
)
def test_a_hostile_file_is_refused_and_the_next_is_read(explainer: Explainer, data: bytes, refusal: Refused) -> None:
    assert explainer.explain(data) == refusal
    said = explainer.explain(outlook_file(report("NDR", FULL)))
    assert not isinstance(said, Refused)
    assert said.reason == "mailbox-full"


def test_of_mails_within_mails_only_the_first_few_are_looked_at(engine: Engine) -> None:
    assert engine(outlook_file(nested(2))).reason == "mailbox-full"
    assert engine(outlook_file(nested(40))).kind is Kind.NOT_A_BOUNCE
