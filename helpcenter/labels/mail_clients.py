"""What the screens of mail clients say, each label with its evidence: content/mail-clients/<client>.yaml."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from babel import Locale as Cldr
from babel import UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from helpcenter.documents.frontmatter import FrontMatter, read_yaml

KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
LAST = 1000
LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


class Evidence(StrEnum):
    """How a label is known."""

    SEEN = "seen"
    """Read in a published source; nobody of ours has looked at the screen."""
    MEMORY = "memory"
    """Found in no source: the name on the screen may differ."""
    SCREEN = "screen"
    """A person looked at the screen on a known day."""


class Grade(StrEnum):
    """How good a source is."""

    OFFICIAL = "official"
    """The maker's own language file or help."""
    SECONDARY = "secondary"
    """Somebody else who quotes the screen."""
    MT = "mt"
    """A help page of the maker, translated by machine: not reliable for exact words."""


class Confidence(StrEnum):
    """How sure one is of a label from memory."""

    HIGH = "high"
    """The same word everywhere that one remembers."""
    MEDIUM = "medium"
    """Probably this word."""
    LOW = "low"
    """A guess from neighbouring screens."""


class Strength(StrEnum):
    """How much a method helps."""

    STRONG = "strong"
    """A rule that the mailbox follows."""
    MEDIUM = "medium"
    """A hint from which the mailbox learns."""
    WEAK = "weak"
    """It may help a little."""
    NONE = "none"
    """It does not change where mails go."""
    UNKNOWN = "unknown"
    """Nobody could find out."""


def _none_if_empty(value: object) -> object:
    # People leave a day that they do not know empty, or write null or ~.
    return None if value in {"", "null", "~"} else value


def _check_key(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("must be words in small letters, joined by dots, such as web.filter.tab")
    return key


def _check_locale(code: str) -> str:
    try:
        # Pages name the language in the reader's own: one that nobody knows would end every list of labels.
        if LOCALE.fullmatch(code) and Cldr.parse(code):
            return code
    except UnknownLocaleError:
        pass
    raise ValueError("must be a locale such as fr or pt_BR")


Day = Annotated[date | None, BeforeValidator(_none_if_empty)]
Key = Annotated[str, AfterValidator(_check_key)]
LocaleCode = Annotated[str, AfterValidator(_check_locale)]


class Proven(FrontMatter):
    """Something about a screen together with how it is known."""

    evidence: Evidence
    seen_on: Day = None
    sources: tuple[str, ...] = ()
    grade: Grade | None = None
    confidence: Confidence | None = None
    verified_on: Day = None
    verified_by: str | None = None
    variants: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _check_evidence(self) -> Self:
        # Each kind of evidence names what one needs to look again: where, by whom, when, or how sure one was.
        needed = {
            Evidence.SEEN: ("seen_on", "sources"),
            Evidence.MEMORY: ("confidence",),
            Evidence.SCREEN: ("verified_on", "verified_by"),
        }[self.evidence]
        if missing := [name for name in needed if not getattr(self, name)]:
            raise ValueError(f"evidence {self.evidence} needs {' and '.join(missing)}")
        return self


class Label(Proven):
    """The words on one button, tab, link or field, in one language of the screen."""

    text: str = Field(min_length=1, max_length=120)

    @property
    def fingerprint(self) -> str:
        """Changes whenever anything about the label does: 16 hexadecimal digits."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class DeepLink(Proven):
    """An address that opens a screen directly; `{sender}` stands for the sender address."""

    url: str = Field(pattern=r"^https://[^\s\"'<>]+$")
    does: str


class Source(FrontMatter):
    """Where a label was read."""

    title: str
    where: str
    date: str
    grade: Grade
    note: str = ""


class MethodFacts(FrontMatter):
    """What is known of one method, for those who write its tutorial."""

    strength: Strength
    does: str
    limits: tuple[str, ...] = ()


class MailClient(FrontMatter):
    """One mail client: its methods, its links and its labels per screen locale."""

    client: str
    name: str
    domains: tuple[str, ...] = ()
    # Where it stands in lists of tutorials: what most families use comes first.
    order: int = LAST
    status: str = ""
    official_help: tuple[str, ...] = ()
    # Before the labels: these are checked against it.
    sources: dict[str, Source] = Field(default_factory=dict)
    methods: dict[Key, MethodFacts]
    links: dict[Key, DeepLink] = Field(default_factory=dict)
    labels: dict[Key, dict[LocaleCode, Label]]

    @field_validator("links")
    @classmethod
    def _check_link_sources(cls, links: dict[str, DeepLink], info: ValidationInfo) -> dict[str, DeepLink]:
        _check_sources(links, info)
        return links

    @field_validator("labels")
    @classmethod
    def _check_label_sources(cls, labels: dict[str, dict[str, Label]], info: ValidationInfo) -> dict[str, dict[str, Label]]:
        for key, by_locale in labels.items():
            _check_sources({f"{key} ({locale})": label for locale, label in by_locale.items()}, info)
        return labels

    @property
    def short_name(self) -> str:
        """The name as titles and lists want it: facts name a client with its domains in parentheses."""
        return self.name.partition(" (")[0]

    def find_label(self, key: str, screen_locale: str) -> Label | None:
        """The label of this key on a screen in this language."""
        return self.labels.get(key, {}).get(screen_locale)

    def screen_locales(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The screen locales in which all of these labels are known, in the order of the file."""
        wanted = [self.labels.get(key, {}) for key in keys]
        known = dict.fromkeys(locale for labels in self.labels.values() for locale in labels)
        return tuple(locale for locale in known if all(locale in labels for labels in wanted))


def _check_sources(proven: Mapping[str, Proven], info: ValidationInfo) -> None:
    known = info.data.get("sources", {})
    for name, item in proven.items():
        if unknown := [source for source in item.sources if source not in known]:
            raise ValueError(f"{name} names the source {unknown[0]}, which is not listed under sources")


def read_mail_client(file: Path) -> MailClient:
    """Read one mail client; every mistake is a ContentError with its line."""
    return read_yaml(file, MailClient)


def oldest_seen_on(labels: Iterable[Label]) -> date | None:
    """The earliest day on which one of these labels was read in a source."""
    return min((label.seen_on for label in labels if label.seen_on), default=None)
