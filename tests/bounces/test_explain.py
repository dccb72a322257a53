"""What the explainer answers about mails of servers, in the formats that their documentation shows."""

import json

import pytest

from helpcenter.bounces.explanation import Cause, Kind, WhoActs
from tests.bounces.letters import delivery_status, exim, letter, read


def test_a_complete_report_names_address_reason_and_sentence() -> None:
    said = read(delivery_status("550 5.1.1 <famille@example.net>: Recipient address rejected: User unknown", status="5.1.1"))
    assert (said.kind, said.reason, said.recipients) == (Kind.PERMANENT, "unknown-user", ("famille@example.net",))
    assert (said.cause, said.who_acts, said.status) == (Cause.RECIPIENT, WhoActs.ORGANISATION, "5.1.1")
    assert "User unknown" in said.quote


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        ("550 5.1.1 Message refused: your server is on our blocklist", Kind.BLOCKED, "reputation"),
        ("550 5.1.1 mailbox is full", Kind.TEMPORARY, "mailbox-full"),
        ("550 5.7.1 No such user here", Kind.PERMANENT, "unknown-user"),
        ("554 5.0.0 Message classified as spam", Kind.BLOCKED, "spam-content"),
        ("550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]", Kind.BLOCKED, "spam-content"),
        ("421 Service refuse. Veuillez essayer plus tard. OFR_999 [999]", Kind.BLOCKED, "reputation"),
        ("550 5.5.0 Adresse destinataire invalide. Invalid recipient. LPN007_416", Kind.PERMANENT, "unknown-user"),
        ("554 Message rejected: Sending suspended for this account", Kind.BLOCKED, "reputation"),
        ("550 Sender email address rejected", Kind.BLOCKED, "sender-refused"),
        ("554 MI:SFQ mx1,wxyz", Kind.TEMPORARY, "rate-limited"),
        ("451 4.7.1 Greylisting in action, please come back later", Kind.TEMPORARY, "greylisted"),
    ],
)
def test_the_words_of_a_server_outweigh_its_code(answer: str, kind: Kind, reason: str) -> None:
    for said in (read(answer), read(delivery_status(answer)), read(exim(answer))):
        assert (said.kind, said.reason) == (kind, reason)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("550 5.1.1 wxyz", Kind.PERMANENT),
        ("452 4.2.2 wxyz", Kind.TEMPORARY),
        ("550 5.7.26 wxyz", Kind.BLOCKED),
        ("451 4.7.650 wxyz", Kind.BLOCKED),
        ("550 wxyz", Kind.PERMANENT),
        ("451 wxyz", Kind.TEMPORARY),
        ("450 mailbox unavailable", Kind.TEMPORARY),
        ("550 mailbox unavailable", Kind.PERMANENT),
    ],
)
def test_where_words_say_nothing_the_code_decides(answer: str, kind: Kind) -> None:
    assert read(answer).kind is kind


def test_a_refusal_before_the_recipient_is_named_concerns_the_sender() -> None:
    said = read(letter("<famille@example.net>: host mx.example.net[192.0.2.1] said: 550 wxyz (in reply to MAIL FROM command)"))
    assert (said.kind, said.cause) == (Kind.BLOCKED, Cause.SENDER_SIDE)


def test_a_precise_code_outweighs_the_disclaimer_below_the_letter() -> None:
    said = read(delivery_status("550 wxyz", status="5.1.1", letter="This mail has been scanned for viruses and spam."))
    assert said.reason == "unknown-user"


def test_the_names_of_servers_and_people_are_no_reason() -> None:
    said = read(delivery_status("host spam.filter.example.org[192.0.2.1] said: 550 5.1.1 <quota.full@example.net>: wxyz", status="5.1.1"))
    assert said.reason == "unknown-user"


def test_what_the_returned_mail_says_is_no_reason() -> None:
    assert read(exim("550 wxyz")).reason == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "THIS IS A WARNING MESSAGE ONLY.\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\n  famille@example.net",
        "Your message to famille@example.net has been delayed.",
        "Votre message à famille@example.net n’a pas pu être remis pour le moment. De nouvelles tentatives auront lieu.",
        "Ihre Nachricht an famille@example.net konnte noch nicht zugestellt werden. Die Zustellung wird weiterhin versucht.",
        "Su mensaje para famille@example.net no se ha podido entregar todavía: la entrega se ha retrasado.",
    ],
)
def test_a_delay_is_told_from_a_failure_by_its_words(text: str) -> None:
    said = read(letter(text, subject="Delivery Status Notification"))
    assert (said.kind, said.who_acts, said.recipients) == (Kind.DELAYED_WARNING, WhoActs.WAIT, ("famille@example.net",))


def test_a_report_that_is_still_trying_is_a_delay_whatever_it_quotes() -> None:
    assert read(delivery_status("452 4.2.2 Mailbox full", status="4.2.2", action="delayed")).kind is Kind.DELAYED_WARNING


def test_a_server_that_tried_for_days_has_given_up() -> None:
    said = read(delivery_status("connect to mx.example.net[192.0.2.1]:25: Connection timed out", status="4.4.1"))
    assert (said.reason, said.who_acts) == ("gave-up", WhoActs.ORGANISATION)


def test_the_cause_outweighs_the_time_that_ran_out() -> None:
    assert read(exim("mailbox is full: retry timeout exceeded")).reason == "mailbox-full"


def test_a_report_in_the_alphabet_of_the_address_is_read() -> None:
    """RFC 6533: the standard library does not split this part."""
    report = delivery_status("550 5.1.1 unknown", status="5.1.1", to="élise@exemple.example")
    report = report.replace("message/delivery-status", "message/global-delivery-status").replace("rfc822; élise", "utf-8; \\x{E9}lise")
    assert read(report).recipients == ("élise@exemple.example",)


def test_what_our_own_provider_holds_back_leads_to_a_case() -> None:
    said = read("550 5.1.1 Not delivering to previously bounced address")
    assert (said.reason, said.cause, said.leads_to_case) == ("suppressed", Cause.SUPPRESSED, True)
    assert read("605 Not delivering to a user who marked your messages as spam: suppressed, 550").cause is Cause.REPORTED


def test_a_reputation_is_never_a_familys_to_lift() -> None:
    said = read("550 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org")
    assert (said.cause, said.who_acts, said.leads_to_case) == (Cause.SENDER_SIDE, WhoActs.VENDOR, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Utilisateur inconnu à cette adresse", "unknown-user"),
        ("La boîte aux lettres du destinataire est pleine", "mailbox-full"),
        ("Message refusé : l’adresse d’expédition est inscrite sur une liste noire", "reputation"),
        ("Empfänger unbekannt", "unknown-user"),
        ("Das Postfach des Empfängers ist voll", "mailbox-full"),
        ("Usuario desconocido", "unknown-user"),
        ("El buzón del destinatario está lleno", "mailbox-full"),
        ("Utente sconosciuto", "unknown-user"),
        ("La casella di posta è piena", "mailbox-full"),
        ("Utilizador desconhecido", "unknown-user"),
        ("A caixa de correio está cheia", "mailbox-full"),
        ("Onbekende gebruiker", "unknown-user"),
        ("Het postvak is vol", "mailbox-full"),
        ("Użytkownik nie istnieje", "unknown-user"),
        ("Skrzynka odbiorcy jest przepełniona", "mailbox-full"),
        ("ユーザーが見つかりません", "unknown-user"),
        ("メールボックスがいっぱいです", "mailbox-full"),
    ],
)
def test_servers_speak_many_languages(text: str, reason: str) -> None:
    said = read(letter(f"<famille@example.net>:\n550 {text}"))
    assert (said.reason, said.recipients) == (reason, ("famille@example.net",))


def test_a_complaint_names_who_complained() -> None:
    report = delivery_status("x").replace("report-type=delivery-status", "report-type=feedback-report")
    report = report.replace("message/delivery-status", "message/feedback-report").replace("Action: failed", "Feedback-Type: abuse")
    said = read(report.replace("Final-Recipient: rfc822;", "Original-Rcpt-To:"))
    assert (said.kind, said.cause, said.recipients) == (Kind.COMPLAINT, Cause.REPORTED, ("famille@example.net",))


def test_a_report_of_a_mail_that_arrived_is_no_bounce() -> None:
    said = read(delivery_status("250 2.0.0 Ok", status="2.0.0", action="delivered"))
    assert (said.kind, said.reason) == (Kind.NOT_A_BOUNCE, "delivered")


def test_the_first_of_several_failures_decides_and_all_addresses_are_named() -> None:
    second = "Final-Recipient: rfc822; autre@example.net\nAction: failed\nStatus: 5.1.1\n\n"
    second += "Final-Recipient: rfc822; lu@example.net\nAction: delivered\n\n"
    report = delivery_status("552 5.2.2 Mailbox full", status="5.2.2").replace(
        "--limit/mx.example.org\nContent-Type: message/rfc822", f"{second}--limit/mx.example.org\nContent-Type: message/rfc822"
    )
    said = read(report)
    assert (said.reason, said.recipients) == ("mailbox-full", ("famille@example.net", "autre@example.net"))


def test_a_notification_of_amazon_ses_is_read() -> None:
    row = {"emailAddress": "famille@example.net", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}
    inner = {"notificationType": "Bounce", "bounce": {"bouncedRecipients": [row]}}
    text = json.dumps({"Type": "Notification", "Message": json.dumps(inner)})
    said = read(letter(text, sender="no-reply@sns.example.org", subject="AWS Notification Message", path="<x@example.org>"))
    assert (said.reason, said.recipients) == ("unknown-user", ("famille@example.net",))


@pytest.mark.parametrize(
    "answer",
    [
        "554 192.0.2.7 wxyz",
        "550 wxyz https://mx.example.net/why?ip=192.0.2.7",
        "554 IP=192.0.2.7 wxyz",
    ],
)
def test_a_refusal_that_only_names_the_server_that_sent_or_a_page_concerns_the_sender(answer: str) -> None:
    for said in (read(answer), read(delivery_status(answer)), read(exim(answer))):
        assert (said.kind, said.cause) == (Kind.BLOCKED, Cause.SENDER_SIDE)


def test_the_number_of_the_server_that_answered_is_no_reason() -> None:
    assert read("host mx.example.net[192.0.2.7] said: 550 wxyz").kind is Kind.PERMANENT
    assert read("550 5.1.1 wxyz https://mx.example.net/help").kind is Kind.PERMANENT


def test_a_disclaimer_is_no_reason_but_what_a_filter_found_is() -> None:
    failed = "Delivery to the following recipients failed.\n\n    famille@example.net\n\n"
    assert read(letter(failed + "*** This mail has been scanned for all viruses by a filter ***")).kind is Kind.PERMANENT
    assert read(letter(failed + "It was scanned and rejected: virus found.")).reason == "dangerous-content"
