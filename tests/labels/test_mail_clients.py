from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpcenter.documents.errors import ContentError
from helpcenter.labels.mail_clients import Evidence, Label, oldest_seen_on, read_mail_client
from tests.tutorials.samples import CONTENT, write_client

SEEN: dict[str, Any] = {"evidence": "seen", "seen_on": "2026-11-23", "sources": ["A"], "grade": "official"}


def one_label(**facts: Any) -> dict[str, Any]:
    return {"labels": {"web.rule.ok": {"fr": {"text": "D'accord", **facts}}}}


@pytest.mark.parametrize("file", sorted((CONTENT / "mail-clients").glob("*.yaml")), ids=lambda file: str(file.stem))
def test_every_label_of_the_house_has_its_evidence_and_claims_no_screen_without_a_person(file: Path) -> None:
    client = read_mail_client(file)
    labels = [label for by_locale in client.labels.values() for label in by_locale.values()]
    # The sheet that fits every mailbox names no button.
    assert labels or client.client == "generic"
    # Staff record their looks in these files: /staff/labels.
    unseen = [label for label in labels if label.evidence is not Evidence.SCREEN]
    assert all(label.verified_on is None and label.verified_by is None for label in unseen)
    assert all(bool(label.sources) == (label.evidence is Evidence.SEEN) for label in unseen)


def test_labels_are_quoted_exactly() -> None:
    gmail = read_mail_client(CONTENT / "mail-clients" / "gmail.yaml")
    never = gmail.find_label("web.filter.never", "fr")
    assert never
    assert never.text == "Ne jamais envoyer dans le dossier Spam"
    assert gmail.sources[never.sources[0]].title == "French/English table of the Gmail filter screen (README)"
    outlook = read_mail_client(CONTENT / "mail-clients" / "outlook_web.yaml")
    safe = outlook.find_label("web.safe_sender.safe", "fr")
    assert safe
    assert (safe.text, safe.evidence) == ("Expéditeurs et domaines approuvés", Evidence.MEMORY)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"evidence": "seen", "sources": ["A"], "seen_on": None}, "evidence seen needs seen_on"),
        ({"evidence": "seen", "seen_on": "2026-11-23"}, "evidence seen needs sources"),
        ({"evidence": "memory"}, "evidence memory needs confidence"),
        ({"evidence": "screen", "verified_on": "2026-11-23"}, "evidence screen needs verified_by"),
        ({"evidence": "hearsay"}, "input should be"),
    ],
)
def test_incomplete_evidence_is_named_with_its_line(tmp_path: Path, facts: dict[str, Any], message: str) -> None:
    file = write_client(tmp_path, **one_label(**facts))
    with pytest.raises(ContentError) as caught:
        read_mail_client(file)
    assert message in caught.value.message
    assert "fr:" in file.read_text(encoding="utf-8").splitlines()[caught.value.line - 1] or "evidence" in caught.value.message


def test_a_source_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="names the source B, which is not listed"):
        read_mail_client(write_client(tmp_path, **one_label(**SEEN | {"sources": ["B"]})))


@pytest.mark.parametrize("key", ["OK", "web", "web..ok", "Web.ok"])
def test_a_key_is_words_joined_by_dots(tmp_path: Path, key: str) -> None:
    with pytest.raises(ContentError, match="joined by dots"):
        read_mail_client(write_client(tmp_path, labels={key: {"fr": {"text": "x", **SEEN}}}))


@pytest.mark.parametrize("code", ["pt-BR", "xx", "zzz_FR"])
def test_a_tag_instead_of_a_locale_or_a_language_that_nobody_knows_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(ContentError, match="such as fr or pt_BR"):
        read_mail_client(write_client(tmp_path, labels={"web.rule.ok": {code: {"text": "x", **SEEN}}}))


def test_a_screen_language_is_offered_only_when_all_labels_are_known(tmp_path: Path) -> None:
    labels = {"web.a": {"fr": {"text": "a", **SEEN}, "de": {"text": "a", **SEEN}}, "web.b": {"fr": {"text": "b", **SEEN}}}
    client = read_mail_client(write_client(tmp_path, labels=labels))
    assert client.screen_locales(["web.a"]) == ("fr", "de")
    assert client.screen_locales(["web.a", "web.b"]) == ("fr",)
    assert client.screen_locales(["web.a", "web.missing"]) == ()


def test_the_oldest_day_counts() -> None:
    days = [Label.model_validate({"text": "x", **SEEN, "seen_on": day}) for day in ("2026-11-23", "2026-03-01")]
    assert oldest_seen_on(days) == date(2026, 3, 1)
    assert oldest_seen_on([]) is None
