"""The notice: short, versioned, sealed."""

from pathlib import Path

import pytest

from helpcenter.config import HOUSE
from helpcenter.consent.notices import MOST_WORDS, TYPICAL, VARIABLES, NoticeBook, check_notices, count_words
from helpcenter.documents.errors import ContentError
from helpcenter.i18n.locales import INTERFACE_LOCALES

TEXT = """---
text_id: lift-block
title: Voulez-vous les mails de {{ organisation }} ?
---
{{ provider }} demande votre accord.

## Vos droits {#rights}

Écrire à {{ data_protection_contact }}.
"""


def write(content: Path, version: str, **texts: str) -> NoticeBook:
    folder = content / "consent" / version
    folder.mkdir(parents=True)
    for locale, text in texts.items():
        (folder / f"{locale}.md").write_text(text, encoding="utf-8")
    return NoticeBook(content)


def problems(content: Path) -> list[str]:
    return [f"{error.file.parent.name}/{error.file.name}:{error.line}: {error.message}" for error in check_notices(content, ("fr", "en"))]


@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
def test_our_notice_says_all_that_it_must_in_150_words(locale: str) -> None:
    notice = NoticeBook(HOUSE / "content").show(locale, TYPICAL)
    assert count_words(notice) <= MOST_WORDS
    before = f"{notice.title} {notice.summary_html}"
    for name in VARIABLES - {"data_protection_contact"}:
        assert TYPICAL[name] in before, f"{name} is not named before the answers"
    assert "CNIL" in before
    assert TYPICAL["data_protection_contact"] in notice.details_html
    # An administrative mail may rest on a public task: what is asked is a yes to lifting a block.
    assert "RGPD" not in notice.text
    assert "GDPR" not in notice.text


def test_our_notices_pass_their_check() -> None:
    assert problems(HOUSE / "content") == []


def test_the_newest_version_is_shown(tmp_path: Path) -> None:
    write(tmp_path, "2026-11", fr=TEXT)
    book = write(tmp_path, "2027-02", fr=TEXT.replace("demande", "attend"))
    assert book.versions() == ["2026-11", "2027-02"]
    assert "attend votre accord" in book.show("fr", TYPICAL).text


def test_the_hash_is_over_the_exact_text_with_its_names(tmp_path: Path) -> None:
    book = write(tmp_path, "2026-11", fr=TEXT)
    notice = book.show("fr", TYPICAL)
    other = book.show("fr", {**TYPICAL, "organisation": "Mairie"})
    assert TYPICAL["organisation"] in notice.text
    assert notice.sha256 != other.sha256
    assert notice.sha256 == book.show("fr", TYPICAL).sha256


def test_an_edited_file_is_read_at_the_next_look(tmp_path: Path) -> None:
    book = write(tmp_path, "2026-11", fr=TEXT)
    before = book.show("fr", TYPICAL).sha256
    book.path("2026-11", "fr").write_text(TEXT.replace("accord", "oui"), encoding="utf-8")
    assert book.show("fr", TYPICAL).sha256 != before


def test_names_are_text_and_never_markup(tmp_path: Path) -> None:
    book = write(tmp_path, "2026-11", fr=TEXT)
    notice = book.show("fr", {**TYPICAL, "provider": "<script>**x**</script>"})
    assert "<script>" not in notice.summary_html
    assert "**x**" in notice.summary_html


def test_a_missing_notice_is_named_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="holds no notice"):
        NoticeBook(tmp_path).current()
    with pytest.raises(ContentError, match=r"en\.md"):
        write(tmp_path, "2026-11", fr=TEXT).show("en", TYPICAL)


def test_the_check_names_what_is_wrong(tmp_path: Path) -> None:
    long = TEXT.replace("demande votre accord.", "demande votre accord. " + "mot " * 150)
    write(tmp_path, "2026-11", fr=long, en=TEXT.replace("{{ provider }}", "{{ carrier }}").replace("## Vos droits {#rights}", ""))
    found = problems(tmp_path)
    assert any(line.startswith("2026-11/fr.md:") and "150 are the most" in line for line in found)
    assert any(line.startswith("2026-11/en.md:5:") and "unknown variable {{ carrier }}" in line for line in found)
    assert any("needs a heading" in line for line in found)


def test_the_check_misses_a_language(tmp_path: Path) -> None:
    write(tmp_path, "2026-11", fr=TEXT)
    assert any(line.startswith("2026-11/en.md:1:") for line in problems(tmp_path))


def test_addresses_stand_in_one_piece_from_left_to_right_and_are_escaped() -> None:
    shown = NoticeBook(HOUSE / "content").show("ar", {**TYPICAL, "data_protection_contact": "<b>@ani.example"})
    assert '<bdi class="one-piece" dir="ltr">ne-pas-repondre@ani.example</bdi>' in shown.summary_html
    assert '<bdi class="one-piece" dir="ltr">&lt;b&gt;@ani.example</bdi>' in shown.details_html
    assert "<bdi" not in shown.text
