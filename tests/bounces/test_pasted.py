"""What people do with a report before it is read: copy what they see, quote it, send it on."""

import base64
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


def attribution(data: bytes) -> str:
    mail = email.message_from_bytes(data, policy=email.policy.default)
    return f"Le ven. 27 nov. 2026 à 09:12, {' '.join(str(mail['from']).split())} a écrit :\n"


def below_words(data: bytes) -> str:
    """As somebody copies an answer, with the report that it quotes."""
    return f"Bonjour, voici le message.\n\n{attribution(data)}{quoted(data)}"


def answered(data: bytes) -> bytes:
    """The file of an answer in which the report is quoted."""
    head = (
        "From: Accueil <accueil@les-tilleuls.example>\nTo: aide@ani.example\nSubject: Re: retour\nDate: Fri, 27 Nov 2026 10:00:00 +0100\n"
    )
    mime = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}{mime}\nBonjour, que faire ?\n\n{attribution(data)}\n{quoted(data)}\nMerci\n".encode()


def sent_on(data: bytes) -> bytes:
    head = (
        "From: Accueil <accueil@les-tilleuls.example>\nTo: aide@ani.example\nSubject: TR : un mail est revenu\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="suite"\n\n--suite\nContent-Type: text/plain; charset=utf-8\n\n'
        "Bonjour, que faire de ce message ?\n\n--suite\nContent-Type: message/rfc822\n\n"
    )
    return head.encode() + data + b"\n--suite--\n"


@pytest.mark.parametrize("copy", [visible, with_heading, quoted, below_words, on_one_line], ids=lambda copy: copy.__name__)
def test_what_is_copied_from_the_screen_is_explained_like_the_file(engine: Engine, copy: Callable[[bytes], str]) -> None:
    cases = [case for case in reports() if visible(case.file.read_bytes())]
    papers = [Paper(case, engine(tidy(copy(case.file.read_bytes()).encode()))) for case in cases]
    assert share(paper.has_kind for paper in papers) >= 0.9, "\n".join(str(paper) for paper in papers if not paper.has_kind)
    assert share(paper.names_exactly for paper in papers) >= 0.9
    assert share(paper.names_wrongly for paper in papers) <= 0.01


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


SENTENCE = "Votre message à famille.a@example.org n’a pas pu être remis : la boîte aux lettres est pleine."


@pytest.mark.parametrize(
    "heading",
    [
        "De : Mail Delivery System <MAILER-DAEMON@mx.example.org>\nDate : 27/11/2026 09:12\nÀ : moi\nObjet : Courrier non remis",
        "From: Mail Delivery System\nSent: Friday, November 27, 2026 9:12 AM\nTo: me\nSubject: Undelivered Mail Returned to Sender",
        "*Von:* Mail Delivery System\n*Gesendet:* Freitag\n*An:* mich\n*Betreff:* Unzustellbar",
        "---------- Forwarded message ---------\nDe : Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nObjet : Retour",
    ],
)
def test_the_heading_of_a_mail_program_tells_who_wrote(engine: Engine, heading: str) -> None:
    answer = engine(f"{heading}\n\n{SENTENCE}\n".encode())
    assert (answer.reason, answer.recipients) == ("mailbox-full", ("famille.a@example.org",))


@pytest.mark.parametrize(
    "words",
    [
        "Bonjour,\n\nMa boîte était pleine, et mes mails se sont perdus.\nJ’ai fait de la place.\n\nMerci\nfamille.a@example.org",
        "Savez-vous pourquoi famille.a@example.org ne reçoit rien ? On nous dit que sa boîte est pleine.",
        "De : Famille A <famille.a@example.org>\nObjet : Re : Cantine\n\nBonjour, le message disait que ma boîte est pleine.",
    ],
)
def test_the_words_of_a_person_stay_the_words_of_a_person(engine: Engine, words: str) -> None:
    assert engine(words.encode()).kind is Kind.NOT_A_BOUNCE


def below_a_heading(data: bytes) -> bytes:
    """As a colleague sends it on from Outlook."""
    head = (
        "From: Accueil <accueil@les-tilleuls.example>\nTo: aide@ani.example\nSubject: TR: retour\nDate: Fri, 27 Nov 2026 10:00:00 +0100\n"
    )
    mime = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    body = f"Bonjour, voir ci-dessous.\n\n-----Message d'origine-----\n{with_heading(data)}"
    return (head + mime).encode() + base64.encodebytes(body.encode())


def forwarded(data: bytes, heading: str, sign: str = "") -> bytes:
    """As a mail program writes a mail that is sent on below a heading of its own."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    shown = f"{heading.format_map(dict(mail.items()))}\n\n{visible(data)}"
    head = "From: Accueil <accueil@les-tilleuls.example>\nSubject: Fwd: retour\nDate: Fri, 27 Nov 2026 10:00:00 +0100\n"
    mime = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}{mime}\n{''.join(f'{sign}{line}' for line in shown.splitlines(keepends=True))}".encode()


def sent_on_by_thunderbird(data: bytes) -> bytes:
    heading = "-------- Message transféré --------\nSujet : \t{Subject}\nDate : \tFri, 27 Nov 2026\nDe : \t{From}\nPour : \t{To}"
    return forwarded(data, heading)


def sent_on_by_apple_in_german(data: bytes) -> bytes:
    heading = "Anfang der weitergeleiteten Nachricht:\n\nVon: {From}\nBetreff: {Subject}\nDatum: 27. November 2026\nAn: {To}"
    return forwarded(data, heading, "> ")


@pytest.mark.parametrize(
    "send", [below_a_heading, answered, sent_on_by_thunderbird, sent_on_by_apple_in_german], ids=lambda send: send.__name__
)
def test_a_report_below_the_words_of_a_colleague_is_explained(engine: Engine, send: Callable[[bytes], bytes]) -> None:
    cases = [case for case in reports() if visible(case.file.read_bytes())]
    papers = [Paper(case, engine(send(case.file.read_bytes()))) for case in cases]
    assert share(paper.has_kind for paper in papers) >= 0.9, "\n".join(str(paper) for paper in papers if not paper.has_kind)
    assert not [str(paper) for paper in papers if paper.names_wrongly]


def test_a_quoted_report_is_found_in_a_mail_that_names_no_characters(engine: Engine) -> None:
    """Without a Content-Type the library takes ASCII, and "a écrit" would be lost."""
    quoted = "> Votre message n'a pas pu être remis.\n>\n> <famille@example.net>: 550 5.1.1 User unknown\n"
    head = "Received: from poste by serveur\nFrom: claire@example.org\nTo: aide@example.com\nSubject: Que faire ?\n\n"
    mail = f"{head}Bonjour\n\nLe lun. 23 nov. 2026 à 09:13, Mail Delivery System <MAILER-DAEMON@mx.example.org> a écrit :\n{quoted}"
    answer = engine(mail.encode())
    assert (answer.kind, answer.recipients) == (Kind.PERMANENT, ("famille@example.net",))
