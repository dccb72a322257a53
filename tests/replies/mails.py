"""Mails as families, programs and forgers send them; signed with keys that a fake name system publishes."""

import base64
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cache

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from helpcenter.kit.domain_records import NotAnsweredError
from tests.consent.persons import ADDRESS

DOMAIN = ADDRESS.partition("@")[2]
SELECTOR = "s1"
ORGANISATION = "Centre social Les Tilleuls"
YES = f"Je veux recevoir les mails de {ORGANISATION}."


@cache
def make_key() -> rsa.RSAPrivateKey:
    """One key for all tests: making one takes time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 (the smallest that is taken: signing is quick)


def private_pem() -> bytes:
    """The key as the signing library reads it."""
    return make_key().private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())


def public_record(extra: str = "") -> str:
    """The record that a domain publishes for it."""
    public = make_key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; {extra}p={base64.b64encode(public).decode()}"


@dataclass
class FakeRecords:
    """A name system that knows what a test wrote into it, and can fall silent."""

    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_silent: bool = False
    asked: list[str] = field(default_factory=list)

    def find_texts(self, name: str) -> tuple[str, ...] | None:
        """The texts of this name."""
        self.asked.append(name)
        if self.is_silent:
            raise NotAnsweredError(name)
        return self.texts.get(name)


def publish(*domains: str, extra: str = "") -> FakeRecords:
    """A name system in which these domains publish the key."""
    return FakeRecords({f"{SELECTOR}._domainkey.{domain}": (public_record(extra),) for domain in domains or (DOMAIN,)})


def write_mail(body: str, *, sender: str = ADDRESS, subject: str = "Ma réponse", html: str = "", **headers: str) -> bytes:
    """A mail without signature; `Auto_Submitted="…"` adds a header."""
    mail = EmailMessage()
    mail["From"] = f"Personne A <{sender}>"
    mail["To"] = "accord@ani.example"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 02 Nov 2026 10:00:00 +0100"
    mail["Message-ID"] = "<1@courrier.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail.as_bytes().replace(b"\n", b"\r\n")


def sign(
    raw: bytes, *, domain: str = DOMAIN, length: bool = False, headers: tuple[bytes, ...] = (b"from", b"to", b"subject", b"date")
) -> bytes:
    """The mail with the signature of a domain."""
    signature = dkim.sign(
        raw,
        SELECTOR.encode(),
        domain.encode(),
        private_pem(),
        include_headers=list(headers),
        canonicalize=(b"relaxed", b"relaxed"),
        length=length,
    )
    return bytes(signature) + raw
