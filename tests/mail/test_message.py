"""A message is checked when it is made: no header can be smuggled in, and both parts travel."""

import pytest

from helpcenter.mail import MailError, Message
from helpcenter.mail.message import parse_address

SENDER = parse_address("helpcenter@ani.example", "sender", "ANI")
BREAKS = ["\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x00"]


def make_message(**changes: object) -> Message:
    """A mail to a family."""
    values: dict[str, object] = {"to": "famille.a@mairie.example", "subject": "Bonjour", "text": "Texte\n", "html": "<p>Texte</p>"}
    return Message(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("line_break", BREAKS)
@pytest.mark.parametrize("field", ["to", "subject", "reply_to"])
def test_a_line_break_in_a_header_is_refused(field: str, line_break: str) -> None:
    with pytest.raises(MailError):
        make_message(**{field: f"x@mairie.example{line_break}Bcc: y@mairie.example"})


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_line_break_in_a_further_header_is_refused(line_break: str) -> None:
    with pytest.raises(MailError, match="X-Case"):
        make_message(headers={"X-Case": f"1{line_break}Bcc: y@mairie.example"})


@pytest.mark.parametrize("to", ["", "a", "a@", "@b.example", "a@b.example, c@d.example", "A <a@b.example>", "a b@c.example", "é@b.example"])
def test_a_recipient_is_one_plain_address_and_the_error_does_not_repeat_it(to: str) -> None:
    with pytest.raises(MailError) as caught:
        make_message(to=to)
    assert len(to) < 2 or to not in str(caught.value)


def test_a_domain_with_accents_travels_in_ascii() -> None:
    assert make_message(to="contact@mairie-évry.example").to_email(SENDER)["To"] == "contact@xn--mairie-vry-h7a.example"


def test_the_mail_has_both_parts_and_its_headers() -> None:
    email = make_message(reply_to="accueil@mairie.example", headers={"Content-Language": "fr"}).to_email(SENDER)
    assert email["From"] == "ANI <helpcenter@ani.example>"
    assert email["Reply-To"] == "accueil@mairie.example"
    assert email["Content-Language"] == "fr"
    assert [part.get_content_type() for part in email.iter_parts()] == ["text/plain", "text/html"]


def test_a_message_survives_the_queue() -> None:
    message = make_message(headers={"Date": "now"})
    assert Message(**message.to_json()) == message
