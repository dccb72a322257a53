"""Stands in for the providers: calls with their passwords and signatures."""

import base64
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpcenter.events.providers.sendgrid import SIGNATURE, TIMESTAMP

TOPIC = "arn:aws:sns:eu-west-3:123456789012:ses-events"
CERTIFICATE_URL = "https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
PASSWORD = "mailjet:un-mot-de-passe"


def basic(credentials: str) -> dict[str, str]:
    """The header that a client makes of user and password in an address."""
    return {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}


def post(client: FlaskClient, provider: str, document: object, headers: dict[str, str] | None = None) -> TestResponse:
    """Send a document as JSON."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return client.post(f"/events/{provider}", data=body, headers=headers, content_type="application/json")


def post_mailjet(client: FlaskClient, document: object, credentials: str = PASSWORD) -> TestResponse:
    """Send as Mailjet does."""
    return post(client, "mailjet", document, basic(credentials))


@cache
def sendgrid_key() -> ec.EllipticCurvePrivateKey:
    """The private key that only SendGrid has."""
    return ec.generate_private_key(ec.SECP256R1())


def sendgrid_secret() -> str:
    """The public key as SendGrid shows it."""
    return base64.b64encode(sendgrid_key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def sign_as_sendgrid(body: bytes, timestamp: str = "1793611800") -> dict[str, str]:
    """The two headers of a signed call."""
    signature = sendgrid_key().sign(timestamp.encode() + body, ec.ECDSA(SHA256()))
    return {SIGNATURE: base64.b64encode(signature).decode(), TIMESTAMP: timestamp}


@cache
def sns_key() -> rsa.RSAPrivateKey:
    """The private key that only Amazon has."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def make_certificate(name: str = "sns.amazonaws.com", until: int = 2030) -> bytes:
    """The certificate of that key."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).serial_number(1)
    builder = builder.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
    return builder.public_key(sns_key().public_key()).sign(sns_key(), SHA256()).public_bytes(Encoding.PEM)


def make_message(inner: object, *, kind: str = "Notification", version: str = "1", topic: str = TOPIC, **more: str) -> dict[str, Any]:
    """A signed message of SNS; the text that is signed is put together here as Amazon's documentation says."""
    message = {
        "Type": kind,
        "MessageId": "da41e39f-ea4d-435a-b922-c6aae3915ebe",
        "TopicArn": topic,
        "Message": inner if isinstance(inner, str) else json.dumps(inner),
        "Timestamp": "2026-11-02T09:30:01.000Z",
        **more,
    }
    extra = ["SubscribeURL", "Token"] if kind != "Notification" else ["Subject"]
    names = sorted(["Message", "MessageId", "Timestamp", "TopicArn", "Type", *(name for name in extra if name in message)])
    signed = "".join(f"{name}\n{message[name]}\n" for name in names).encode()
    signature = sns_key().sign(signed, PKCS1v15(), SHA1() if version == "1" else SHA256())  # noqa: S303  Amazon chose it
    return {
        **message,
        "SignatureVersion": version,
        "Signature": base64.b64encode(signature).decode(),
        "SigningCertURL": CERTIFICATE_URL,
        "UnsubscribeURL": "https://sns.eu-west-3.amazonaws.com/?Action=Unsubscribe",
    }
