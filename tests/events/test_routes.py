"""What reaches /events/<provider>: only genuine calls count, each event once, and 200 means stored."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.config import SettingError, Settings
from helpcenter.db import db
from helpcenter.events import sns
from helpcenter.events.event import EventKind, EventsReceived
from helpcenter.events.models import DayCount, ProviderEvent
from helpcenter.events.receiver import make_receiver
from helpcenter.events.registry import PROVIDERS
from helpcenter.events.routes import LARGEST
from tests.events.conftest import FakeNetwork
from tests.events.fixtures import read_cases, read_event
from tests.events.sending import (
    CERTIFICATE_URL,
    TOPIC,
    basic,
    make_certificate,
    make_message,
    post,
    post_mailjet,
    sign_as_sendgrid,
)
from tests.factories import make_organisation
from tests.fakes import START

BOUNCE = read_event("mailjet", "the address does not exist")
DELIVERY = read_event("amazon-ses", "the recipient's server took the mail")


def count_stored(site: Flask) -> int:
    with site.app_context():
        return db.session.scalar(select(func.count()).select_from(ProviderEvent)) or 0


def test_all_events_of_mailjet_are_stored_once_and_counted_for_the_organisation(site: Flask, provider_client: FlaskClient) -> None:
    with site.app_context():
        organisation_id = make_organisation(db.session, slug="mairie-a").id
        db.session.commit()
    events = [case["event"] for case in read_cases("mailjet")]

    first = post_mailjet(provider_client, events)
    again = post_mailjet(provider_client, events)
    one_by_one = [post_mailjet(provider_client, event).get_json()["known"] for event in events]

    assert (first.status_code, first.get_json()) == (200, {"stored": len(events), "known": 0, "too_old": 0})
    assert again.get_json() == {"stored": 0, "known": len(events), "too_old": 0}
    assert one_by_one == [1] * len(events)
    with site.app_context():
        rows = db.session.scalars(select(DayCount)).all()
        assert {row.organisation_id for row in rows} == {organisation_id}
        assert sum(row.count for row in rows) == len(events)
        assert {row.kind: row.count for row in rows}[EventKind.COMPLAINT] == 1


@pytest.mark.parametrize("credentials", ["mailjet:faux", "mailjet:", ":", "", "mailjet:un-mot-de-passe ", "brevo:un-jeton"])
def test_a_wrong_password_is_refused_and_stores_nothing(site: Flask, provider_client: FlaskClient, credentials: str) -> None:
    answer = post_mailjet(provider_client, BOUNCE, credentials)
    assert answer.status_code == 401
    assert "Basic" in answer.headers["WWW-Authenticate"]
    assert count_stored(site) == 0


def test_no_password_at_all_or_one_in_another_scheme_is_refused(provider_client: FlaskClient) -> None:
    assert post(provider_client, "mailjet", BOUNCE).status_code == 401
    assert post(provider_client, "mailjet", BOUNCE, {"Authorization": "Bearer mailjet:un-mot-de-passe"}).status_code == 401
    assert post(provider_client, "brevo", BOUNCE, basic("un-jeton")).status_code == 401


def test_two_passwords_work_while_one_is_renewed(provider_client: FlaskClient) -> None:
    assert post_mailjet(provider_client, BOUNCE, "mailjet:le-nouveau").status_code == 200


def test_a_token_of_brevo_is_accepted(provider_client: FlaskClient) -> None:
    event = read_event("brevo", "the address does not exist")
    assert post(provider_client, "brevo", event, {"Authorization": "Bearer un-jeton"}).get_json()["stored"] == 1


def test_a_signed_call_of_sendgrid_is_stored_and_a_changed_one_is_not(site: Flask, provider_client: FlaskClient) -> None:
    body = json.dumps([case["event"] for case in read_cases("sendgrid")]).encode()
    headers = sign_as_sendgrid(body)
    for forged in (body.replace(b"famille-a", b"famille-b"), b"[]"):
        assert post(provider_client, "sendgrid", forged, headers).status_code == 401
    assert post(provider_client, "sendgrid", body, {**headers, "X-Twilio-Email-Event-Webhook-Timestamp": "1793611801"}).status_code == 401
    assert post(provider_client, "sendgrid", body, {"X-Twilio-Email-Event-Webhook-Signature": "not base64!"}).status_code == 401
    assert count_stored(site) == 0
    assert post(provider_client, "sendgrid", body, headers).get_json()["stored"] == len(read_cases("sendgrid"))


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_message_of_amazon_is_stored_with_either_signature(provider_client: FlaskClient, network: FakeNetwork, version: str) -> None:
    message = make_message(DELIVERY, version=version, Subject="Amazon SES Email Event Notification")
    assert post(provider_client, "amazon-ses", message).get_json() == {"stored": 1, "known": 0, "too_old": 0}
    assert post(provider_client, "amazon-ses", message).get_json()["known"] == 1
    assert network.asked == [CERTIFICATE_URL]


@pytest.mark.parametrize(
    "change",
    [
        {"Message": "{}"},
        {"Signature": "AAAA"},
        {"Signature": None},
        {"SignatureVersion": "3"},
        {"SignatureVersion": "2"},
        {"TopicArn": "arn:aws:sns:eu-west-3:999999999999:ses-events"},
        {"TopicArn": ["x"]},
        {
            "SigningCertURL": "https://sns.eu-west-3.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
        },
        {"SigningCertURL": "http://sns.eu-west-3.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"},
        {"SigningCertURL": "https://sns.eu-west-3.amazonaws.com/../latest/meta-data"},
        {"SigningCertURL": "https://bucket.s3.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"},
        {"SigningCertURL": "https://user@sns.eu-west-3.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"},
    ],
)
def test_a_forged_message_of_amazon_is_refused_and_no_foreign_address_is_fetched(
    site: Flask, provider_client: FlaskClient, network: FakeNetwork, change: dict[str, object]
) -> None:
    assert post(provider_client, "amazon-ses", {**make_message(DELIVERY), **change}).status_code == 401
    assert set(network.asked) <= {CERTIFICATE_URL}
    assert count_stored(site) == 0


@pytest.mark.parametrize(
    ("part", "host", "name"),
    [
        ("aws:sns:eu-south-1", "sns.eu-south-1.amazonaws.com", "sns-signing.eu-south-1.amazonaws.com"),
        ("aws-us-gov:sns:us-gov-east-1", "sns.us-gov-east-1.amazonaws.com", "sns-us-gov-west-1.amazonaws.com"),
        ("aws-cn:sns:cn-north-1", "sns.cn-north-1.amazonaws.com.cn", "sns-cn-north-1.amazonaws.com.cn"),
        ("aws-eusc:sns:eusc-de-east-1", "sns.eusc-de-east-1.amazonaws.eu", "sns-signing.eusc-de-east-1.amazonaws.eu"),
    ],
)
def test_every_region_of_amazon_signs_with_its_own_certificate(part: str, host: str, name: str) -> None:
    topic, asked = f"arn:{part}:123456789012:ses-events", list[str]()

    def fetch(url: str) -> bytes:
        asked.append(url)
        return make_certificate(name)

    url = f"https://{host}/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
    message = {**make_message(DELIVERY, topic=topic), "SigningCertURL": url}
    # Software on the way may have added what was not signed: an empty subject.
    assert sns.is_genuine_message({**message, "Subject": None}, [topic], fetch, START)
    assert not sns.is_genuine_message({**message, "SigningCertURL": CERTIFICATE_URL}, [topic], fetch, START)
    assert asked == [url]


@pytest.mark.parametrize("certificate", [make_certificate(until=2021), make_certificate("sns.example.org"), b"no certificate"])
def test_a_certificate_that_is_old_or_not_of_amazon_proves_nothing(
    provider_client: FlaskClient, network: FakeNetwork, certificate: bytes
) -> None:
    network.pages[CERTIFICATE_URL] = certificate
    assert post(provider_client, "amazon-ses", make_message(DELIVERY)).status_code == 401


def test_amazon_sends_again_when_its_certificate_cannot_be_fetched(site: Flask, provider_client: FlaskClient, network: FakeNetwork) -> None:
    network.is_down = True
    assert post(provider_client, "amazon-ses", make_message(DELIVERY)).status_code == 503
    network.is_down = False
    assert post(provider_client, "amazon-ses", make_message(DELIVERY)).status_code == 200


def test_what_is_no_certificate_is_not_kept_as_one(site: Flask, provider_client: FlaskClient, network: FakeNetwork) -> None:
    good = network.pages[CERTIFICATE_URL]
    network.pages[CERTIFICATE_URL] = b"<html>Sign in to this network</html>"
    message = make_message(DELIVERY)
    assert post(provider_client, "amazon-ses", message).status_code == 401
    network.pages[CERTIFICATE_URL] = good
    assert post(provider_client, "amazon-ses", message).status_code == 200


def test_a_subscription_is_confirmed_at_amazon_and_never_at_the_address_in_the_message(
    provider_client: FlaskClient, network: FakeNetwork
) -> None:
    more = {
        "SubscribeURL": "https://evil.example/?Action=ConfirmSubscription",
        "Token": "2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d9",
    }
    message = make_message("You have chosen to subscribe", kind="SubscriptionConfirmation", **more)

    assert post(provider_client, "amazon-ses", message).status_code == 200

    (confirmed,) = [url for url in network.asked if url != CERTIFICATE_URL]
    assert confirmed.startswith("https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&TopicArn=")
    assert more["Token"] in confirmed


def test_a_forged_confirmation_confirms_nothing(provider_client: FlaskClient, network: FakeNetwork) -> None:
    message = make_message("x", kind="SubscriptionConfirmation", SubscribeURL="https://evil.example/", Token="a" * 40)
    assert post(provider_client, "amazon-ses", {**message, "Token": "b" * 40}).status_code == 401
    assert [url for url in network.asked if url != CERTIFICATE_URL] == []


@pytest.mark.parametrize("body", [b"", b"no json", b"12", b'"text"', b"\xff\xfe", b"[" * 100_000, b"1" * 5000, b"null"])
def test_a_body_that_is_no_document_is_refused_with_the_reason(provider_client: FlaskClient, body: bytes) -> None:
    answer = post_mailjet(provider_client, body)
    assert answer.status_code == 400
    assert "JSON" in answer.get_json()["error"]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(site: Flask, provider_client: FlaskClient) -> None:
    assert post_mailjet(provider_client, b" " * (LARGEST + 1)).status_code == 413
    assert count_stored(site) == 0


def test_what_nobody_expects_has_no_address_here(client: FlaskClient, provider_client: FlaskClient) -> None:
    assert post(provider_client, "nobody", BOUNCE).status_code == 404
    # Known, but without a secret in the settings of this site.
    assert post_mailjet(client, BOUNCE).status_code == 404
    assert provider_client.get("/events/mailjet").status_code == 405


def test_one_unreadable_event_does_not_lose_the_others(provider_client: FlaskClient) -> None:
    assert post_mailjet(provider_client, [BOUNCE, 17, None, {"event": None}]).get_json()["stored"] == 4


def test_when_a_listener_fails_nothing_is_stored_and_the_provider_sends_again(site: Flask, provider_client: FlaskClient) -> None:
    def fail(session: Session, event: EventsReceived) -> None:
        raise RuntimeError("a mistake in a room above")

    site.extensions["helpcenter"].events.subscribe(EventsReceived, fail)
    site.testing = False
    assert post_mailjet(provider_client, BOUNCE).status_code == 500
    assert count_stored(site) == 0


def test_who_guesses_passwords_is_slowed_down_and_the_provider_is_not(provider_client: FlaskClient) -> None:
    answers = [post_mailjet(provider_client, BOUNCE, f"mailjet:{number}").status_code for number in range(70)]
    assert (answers[0], answers[-1]) == (401, 429)
    assert post_mailjet(provider_client, BOUNCE).status_code == 200


def test_the_same_call_sixteen_times_at_once_counts_once(site: Flask) -> None:
    def send(_: int) -> int:
        return post_mailjet(site.test_client(), [case["event"] for case in read_cases("mailjet")]).status_code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(send, range(16))) == {200}

    assert count_stored(site) == len(read_cases("mailjet"))
    with site.app_context():
        assert db.session.scalar(select(func.sum(DayCount.count))) == len(read_cases("mailjet"))


def test_no_address_of_a_person_reaches_the_log(provider_client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    post_mailjet(provider_client, BOUNCE)
    post_mailjet(provider_client, BOUNCE, "mailjet:faux")
    assert "famille-a" not in capsys.readouterr().err


@pytest.mark.parametrize("secret", ["nobody=x", "mailjet", "mailjet=", TOPIC])
def test_a_secret_of_no_provider_ends_the_start_without_being_shown(settings: Settings, secret: str) -> None:
    with pytest.raises(SettingError, match="provider=secret") as raised:
        make_receiver(replace(settings, events_secrets=(secret,)), PROVIDERS)
    assert TOPIC not in str(raised.value)
