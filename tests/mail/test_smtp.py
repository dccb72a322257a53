"""By SMTP to a real server: taken, refused, put off, dropped, encrypted, signed in; no error repeats an address."""

import ssl
import traceback
from pathlib import Path

import pytest

from helpcenter.config import SettingError
from helpcenter.mail.errors import PermanentMailError, SmtpError, TemporaryMailError, UnreachableServerError
from helpcenter.mail.smtp import SmtpTransport, parse_server
from tests.mail.smtp_server import DOMAIN, HOST, free_port, make_certificate, running
from tests.mail.test_message import SENDER, make_message

OUTCOMES = [
    ("unknown", PermanentMailError, 550, "5.1.1"),
    ("spam", PermanentMailError, 554, "5.7.1"),
    ("full", TemporaryMailError, 452, "4.2.2"),
    ("busy", TemporaryMailError, 421, "4.3.2"),
    ("dropped", TemporaryMailError, None, ""),
]


def send(url: str, to: str = f"famille.a@{DOMAIN}", context: ssl.SSLContext | None = None) -> None:
    """Send one mail to this server."""
    SmtpTransport(url, context, timeout=3).send(make_message(to=to).to_email(SENDER), "greeting")


def trust(certificate: Path) -> ssl.SSLContext:
    """A client that believes this certificate."""
    return ssl.create_default_context(cafile=str(certificate))


def test_a_mail_arrives_with_both_parts() -> None:
    with running() as (place, handler):
        send(f"smtp://{place}")
    mail = handler.mails[0]
    assert mail["To"] == "famille.a@mairie.example"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(("name", "kind", "code", "status"), OUTCOMES)
def test_what_the_server_answers_is_kept_as_its_code(name: str, kind: type[SmtpError], code: int | None, status: str) -> None:
    with running() as (place, handler), pytest.raises(SmtpError) as caught:
        send(f"smtp://{place}", f"{name}@{DOMAIN}")
    assert type(caught.value) is kind
    assert (caught.value.code, caught.value.status) == (code, status)
    assert not handler.mails
    printed = "".join(traceback.format_exception(caught.value))
    assert DOMAIN not in printed


@pytest.mark.parametrize("goodbye", ["421 4.3.2 going down", "500 what?", "\xff"])
def test_a_mail_that_was_taken_is_sent_whatever_the_server_says_at_the_end(goodbye: str) -> None:
    with running() as (place, handler):
        handler.goodbye = goodbye
        send(f"smtp://{place}")
    assert len(handler.mails) == 1


@pytest.mark.parametrize("url", ["smtp+starttls://{}", "smtp://helpcenter:secret@{}"])
def test_a_server_that_lacks_what_our_settings_ask_for_costs_no_mail(url: str) -> None:
    with running() as (place, _handler), pytest.raises(UnreachableServerError, match="SMTPNotSupportedError"):
        send(url.format(place))


def test_a_sign_in_that_our_settings_forgot_costs_no_mail(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with running(starttls=certificate, password="right") as (place, _handler), pytest.raises(UnreachableServerError, match="530"):
        send(f"smtp+starttls://{place}", context=trust(certificate))


def test_no_server_is_a_temporary_trouble() -> None:
    with pytest.raises(TemporaryMailError, match="ConnectionRefusedError"):
        send(f"smtp://{HOST}:{free_port()}")


def test_tls_from_the_start(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with running(tls=certificate) as (place, handler):
        send(f"smtps://{place}", context=trust(certificate))
    assert len(handler.mails) == 1


def test_starttls_and_a_password_with_special_characters(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with running(starttls=certificate, password="p@ss:word/?") as (place, handler):
        send(f"smtp+starttls://helpcenter:p%40ss%3Aword%2F%3F@{place}", context=trust(certificate))
    assert len(handler.mails) == 1


def test_an_unknown_certificate_sends_nothing(tmp_path: Path) -> None:
    with running(starttls=make_certificate(tmp_path)) as (place, handler):
        with pytest.raises(TemporaryMailError, match="SSLCertVerificationError"):
            send(f"smtp+starttls://{place}")
        assert not handler.mails


def test_a_wrong_password_is_our_mistake_and_the_mail_waits(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with running(starttls=certificate, password="right") as (place, _handler), pytest.raises(TemporaryMailError, match="535"):
        send(f"smtp+starttls://helpcenter:wrong@{place}", context=trust(certificate))


def test_the_usual_ports_are_known() -> None:
    ports = [parse_server(f"{scheme}://mail.example").port for scheme in ("smtp", "smtp+starttls", "smtps")]
    assert ports == [25, 587, 465]


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://", "smtp://user:secret@", "smtp://mail.example:mail", "smtp://é:secret@mail.example"],
)
def test_an_address_that_is_no_mail_server_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(SettingError, match="HELPCENTER_SMTP_URL") as caught:
        parse_server(url)
    assert "secret" not in str(caught.value)
