"""Every setting: name, type, default, meaning. Read once, never changed while running."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "HELPCENTER_"
PACKAGE = Path(__file__).resolve().parent
HOUSE = PACKAGE.parent
SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
# What only this machine reaches: there drafts may be shown, and demo passwords work.
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# A confirmation sent to such a mailbox would prove nothing to anybody, and the family would never learn it.
NO_REPLY = re.compile(r"^(?:no|do-?not|ne-?pas)[-_.]?(?:reply|repondre|respond)", re.IGNORECASE)


class SettingError(ValueError):
    """A setting has a value that cannot work; the message names its variable."""


def setting(meaning: str, default: Any) -> Any:
    """Declare one setting; its environment variable is HELPCENTER_ and the upper-case name."""
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """What this installation is told; see docs/operations.md for the same list in words."""

    instance: Path = setting("folder of this installation: database, logos, keys, caches", HOUSE / "instance")
    database_url: str = setting("SQLAlchemy address of the database; empty: SQLite in the instance folder", "")
    content: Path = setting("folder of the texts that staff edit", HOUSE / "content")
    secret_key: str = setting("signs cookies and forms; empty: made once into the instance folder", "")
    public_url: str = setting("address under which people reach the site, without a slash at the end", "http://127.0.0.1:8000")
    trusted_hosts: tuple[str, ...] = setting("further host names that are answered, separated by commas", ())
    trusted_proxies: int = setting("number of reverse proxies in front whose forwarding headers are believed", 0)
    smtp_url: str = setting("outgoing mail server (smtp://, smtp+starttls://, smtps://); empty: console and instance/outbox", "")
    redis_url: str = setting("Redis for the queue and the rate limits; empty: embedded", "")
    log_format: str = setting("json or console", "json")
    vendor_name: str = setting("short name of the software vendor", "ANI")
    vendor_legal_name: str = setting("legal name of the vendor, for the legal notice", "ANI (démonstration)")
    vendor_address: str = setting("postal address of the vendor", "1 rue de l'Exemple, 75000 Paris, France")
    vendor_phone: str = setting("telephone number of the vendor; empty: not shown", "")
    vendor_email: str = setting("address to write to the vendor", "contact@ani.example")
    legal_publisher: str = setting("person responsible for what is published", "Direction de la publication")
    hosting_provider: str = setting("name and address of the host of this site", "Hébergement de démonstration")
    data_protection_contact: str = setting("address of the data-protection officer", "dpo@ani.example")
    sender_address: str = setting("the vendor's single sender address, which families learn to trust", "ne-pas-repondre@ani.example")
    mail_sender: str = setting("From address of the mails that this site sends", "helpcenter@ani.example")
    confirmation_address: str = setting("where a person may confirm by mail (no no-reply address); empty: not offered", "")
    provider_name: str = setting("mail provider that sends the vendor's mails", "Mailjet")
    provider: str = setting("its policy: name of a file in content/providers", "mailjet")
    provider_country: str = setting("country of that provider, as the consent page names it", "France")
    provider_spf_include: str = setting("domain that the SPF record of a sender address must include; -: not looked at", "spf.mailjet.com")
    provider_dkim_selectors: tuple[str, ...] = setting("names of that provider's DKIM keys, separated by commas", ("mailjet",))
    dns_resolvers: tuple[str, ...] = setting("resolvers asked about sender addresses, by address or address:port; empty: the machine's", ())
    code_days: int = setting("days until an unanswered consent code expires", 30)
    block_days: int = setting("days for which the mail provider blocks an address after a permanent error", 90)
    render_ahead: bool = setting("make the PDFs of an organisation as soon as its sheets change, before anybody asks", True)
    show_drafts: bool = setting("show drafts and scheduled articles to every reader, on this machine only", False)
    keep_unanswered_days: int = setting("days until personal data of an unanswered invitation is wiped", 60)
    keep_consent_days: int = setting("days after the last mail or answer until the address of an agreement is wiped", 1095)
    keep_evidence_days: int = setting("days for which sealed evidence without address is kept after that", 1825)
    keep_texts_days: int = setting("days after closing until free text, attachments and what is no agreement lose personal data", 183)
    keep_events_days: int = setting("days for which events of the mail provider are kept; their counts by day stay", 90)
    erasure_log: str = setting("file that remembers erasures for restored backups; empty: erasures.jsonl in the instance folder", "")
    imap_url: str = setting("mailbox of confirmations (imaps://user:password@host/INBOX, imap+starttls://…); empty: not read", "")
    link_secrets: tuple[str, ...] = setting("keys shared with the vendor's software for its links, the newest first; empty: no links", ())
    testing: bool = setting("quick hashes and an immediate queue, for the tests", False)
    removal_api: str = setting("lifts blocks by a program: brevo, amazon-ses, console (tries out, lifts nothing); empty: staff do", "")
    removal_api_key: str = setting("key of that interface: Brevo's API key, or Amazon's access key id", "")
    removal_api_secret: str = setting("Amazon's secret access key", "")
    removal_api_region: str = setting("Amazon's region, such as eu-west-3", "")
    removal_api_url: str = setting("another address of that interface, for trying out; empty: the provider's own", "")
    events_secrets: tuple[str, ...] = setting(
        "who may send events: provider=secret, separated by commas, two for a provider while one is renewed; empty: nobody", ()
    )
    timestamp_url: str = setting("authority that stamps the head of the ledger every night (RFC 3161); empty: none", "")
    timestamp_roots: str = setting("file with the root certificates (PEM) of that authority", "")
    plain_engine: bool = setting("make PDFs with the engine alone, without what makes it quick", False)

    @property
    def is_local(self) -> bool:
        """True when only this machine can reach the public address."""
        return urlsplit(self.public_url).hostname in LOOPBACK

    @property
    def is_https(self) -> bool:
        """True when people reach the site over TLS."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """Host and port of the public address."""
        return urlsplit(self.public_url).netloc


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _parse(item: Field[Any], text: str) -> Any:
    """The value of one variable in the type of its default."""
    default = item.default
    # A bool is an int too, so it comes first.
    if isinstance(default, bool):
        return _parse_switch(item.name, text)
    if isinstance(default, int):
        return _parse_number(item.name, text)
    if isinstance(default, Path):
        return Path(text).resolve()
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _parse_switch(name: str, text: str) -> bool:
    # A mistyped “ture” that meant “no” would be found by nobody.
    if text.strip().lower() not in SWITCHES:
        raise SettingError(f"{variable_of(name)} must be true or false, not {text!r}")
    return SWITCHES[text.strip().lower()]


def _parse_number(name: str, text: str) -> int:
    try:
        number = int(text)
    except ValueError as error:
        raise SettingError(f"{variable_of(name)} must be a whole number, not {text!r}") from error
    # Days to keep something: a negative number would erase what is yet to come.
    if number < 0:
        raise SettingError(f"{variable_of(name)} must not be negative")
    return number


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings from the environment; raise SettingError for one that cannot work."""
    given = {item.name: environ.get(variable_of(item.name), "") for item in fields(Settings)}
    values = {item.name: _parse(item, given[item.name]) for item in fields(Settings) if given[item.name]}
    return complete(Settings(**values))


def complete(settings: Settings) -> Settings:
    """Fill what depends on the instance folder, and refuse what cannot work."""
    if not settings.public_url.startswith(("http://", "https://")):
        raise SettingError(f"{variable_of('public_url')} must begin with http:// or https://")
    if settings.show_drafts and not settings.is_local:
        raise SettingError(f"{variable_of('show_drafts')} would show drafts to the world: it is for a public_url on this machine")
    if NO_REPLY.search(settings.confirmation_address):
        raise SettingError(f"{variable_of('confirmation_address')} must be a mailbox that somebody reads")
    return replace(
        settings,
        public_url=settings.public_url.rstrip("/"),
        database_url=settings.database_url or f"sqlite:///{settings.instance / 'helpcenter.sqlite3'}",
        secret_key=settings.secret_key or _kept_secret(settings.instance / "secret_key"),
    )


def _kept_secret(path: Path) -> str:
    """The secret in this file, made on the first call; only its owner may read it."""
    # The database will lie here too: nobody else on this machine needs to look in.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make_secret(path)
    secret = path.read_text(encoding="ascii").strip()
    # Whatever an empty secret signs, everybody can sign: codes, cookies, links.
    if not secret:
        raise SettingError(f"{path} is empty: take it from a backup, or delete it to have a new one made")
    return secret


def _make_secret(path: Path) -> None:
    """Written beside and then linked: two processes that start together agree on the first one's, and neither reads half a file."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(6)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
