"""Messages of Amazon SNS: whether they are genuine, and how a subscription is confirmed. No address in a message is believed unseen.

Amazon's documentation: "Verifying the signatures of Amazon SNS messages". Whoever has an account with Amazon can make SNS sign:
what makes a message ours is its topic.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.x509 import Certificate, NameOID, load_pem_x509_certificate

from helpcenter.events.fields import Fields
from helpcenter.events.provider import FetchCertificate

NOTIFICATION, CONFIRMATION = "Notification", "SubscriptionConfirmation"
SIGNED_IN_NOTIFICATIONS = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
SIGNED_IN_OTHERS = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
TOPIC = re.compile(r"arn:aws(?P<part>|-cn|-us-gov|-eusc):sns:(?P<region>(?:[a-z]{2}|eusc)(?:-[a-z]+)+-\d):\d{12}:[A-Za-z0-9_.-]{1,256}")
TOKEN = re.compile(r"[A-Za-z0-9]{16,600}")
# China, and the European Sovereign Cloud.
ENDINGS = {"-cn": "com.cn", "-eusc": "eu"}
# sns.amazonaws.com, sns-signing.eu-south-1.amazonaws.com, sns-cn-north-1.amazonaws.com.cn …: each region has its own.
NAME = re.compile(r"sns[a-z0-9.-]*\.amazonaws\.(com|com\.cn|eu)")
# Version 1 signs with SHA-1; a topic can be set to version 2.
HASHES: dict[str, type[HashAlgorithm]] = {"1": SHA1, "2": SHA256}


def is_genuine_message(message: Fields, topics: Sequence[str], fetch: FetchCertificate, now: datetime) -> bool:
    """Whether SNS signed this message, and for one of these topics."""
    # The topic first: of foreign messages not even the certificate is fetched.
    topic, url = _word(message, "TopicArn"), _word(message, "SigningCertURL")
    if topic not in topics or not _is_own_certificate_url(url, topic):
        return False
    certificate = _read_certificate(fetch(url))
    return certificate is not None and _is_of_sns(certificate, now) and _has_signed(certificate, message)


def make_confirmation(message: Fields) -> str:
    """The address that confirms the subscription, put together from topic and token; empty for other messages."""
    topic, token = TOPIC.fullmatch(_word(message, "TopicArn")), _word(message, "Token")
    if message.get("Type") != CONFIRMATION or topic is None or not TOKEN.fullmatch(token):
        return ""
    return f"https://{_host(topic)}/?" + urlencode({"Action": "ConfirmSubscription", "TopicArn": topic[0], "Token": token})


def _is_own_certificate_url(url: str, topic: str) -> bool:
    found = TOPIC.fullmatch(topic)
    return found is not None and bool(
        re.fullmatch(rf"https://{re.escape(_host(found))}/SimpleNotificationService-[0-9a-f]{{16,64}}\.pem", url)
    )


def _host(topic: re.Match[str]) -> str:
    return f"sns.{topic['region']}.amazonaws.{ENDINGS.get(topic['part'], 'com')}"


def _read_certificate(pem: bytes) -> Certificate | None:
    try:
        return load_pem_x509_certificate(pem)
    except ValueError:
        return None


def _is_of_sns(certificate: Certificate, now: datetime) -> bool:
    names = [str(each.value) for each in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    is_named = any(NAME.fullmatch(name) for name in names)
    return is_named and certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _has_signed(certificate: Certificate, message: Fields) -> bool:
    algorithm, key = HASHES.get(_word(message, "SignatureVersion")), certificate.public_key()
    if algorithm is None or not isinstance(key, RSAPublicKey):
        return False
    try:
        key.verify(base64.b64decode(_word(message, "Signature"), validate=True), _signed_text(message), PKCS1v15(), algorithm())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _signed_text(message: Fields) -> bytes:
    names = SIGNED_IN_NOTIFICATIONS if message.get("Type") == NOTIFICATION else SIGNED_IN_OTHERS
    parts = [f"{name}\n{_word(message, name)}\n" for name in names if isinstance(message.get(name), str)]
    return "".join(parts).encode("utf-8", "surrogatepass")


def _word(message: Fields, name: str) -> str:
    value = message.get(name)
    return value if isinstance(value, str) else ""
