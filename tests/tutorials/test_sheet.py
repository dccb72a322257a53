from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.sheet import Address, Line, Plain, QuotedLabel, make_sheet
from tests.tutorials.samples import (
    SENDER,
    STEP,
    library_of,
    make_branding,
    only_tutorial,
    real_sheet,
    real_tutorials,
    write_client,
    write_content,
    write_generic,
    write_tutorial,
)

CHECKED: dict[str, Any] = {"evidence": "screen", "verified_on": "2026-12-01", "verified_by": "Équipe A"}


def words(line: Line) -> str:
    return "".join(part.text for part in line)


def labels_of(line: Line) -> list[QuotedLabel]:
    return [part for part in line if isinstance(part, QuotedLabel)]


def test_steps_are_counted_and_quote_the_screens_language() -> None:
    sheet = real_sheet("gmail-web-filter", "en", "fr")
    assert [step.number for step in sheet.steps] == list(range(1, 10))
    (label,) = labels_of(sheet.steps[7].instruction)
    assert (label.text, label.tag, label.direction) == ("Ne jamais envoyer dans le dossier Spam", "fr", "ltr")
    assert words(sheet.steps[7].instruction).startswith("Tick the box ")


def test_every_button_name_on_a_sheet_comes_from_label_data() -> None:
    sheet = real_sheet("outlook-web-safe-sender", "fr", "en")
    french = " ".join(words(line) for step in sheet.steps for line in (step.instruction, step.help, step.expected))
    assert "Safe senders and domains" in french
    assert "approuvés" not in french
    assert not any('"' in part.text for step in sheet.steps for part in step.instruction if isinstance(part, Plain))


def test_a_right_to_left_screen_keeps_its_direction() -> None:
    sheet = real_sheet("gmail-web-filter", "fr", "ar")
    assert labels_of(sheet.steps[2].instruction)[0].direction == "rtl"
    assert b'direction="rtl"' in sheet.steps[2].picture.data


def test_a_label_from_memory_is_marked_and_only_that() -> None:
    sheet = real_sheet("outlook-web-safe-sender", "fr")
    assert [step.id for step in sheet.steps if step.may_differ] == ["section", "add", "save"]
    assert sheet.may_differ
    assert not real_sheet("gmail-web-filter", "fr").may_differ


def test_the_sheet_says_when_its_labels_were_seen_and_claims_no_check() -> None:
    sheet = real_sheet()
    assert (sheet.seen_on, sheet.verified_on) == (date(2026, 11, 23), None)


def test_a_check_is_claimed_only_when_every_label_was_checked(tmp_path: Path) -> None:
    write_content(tmp_path)
    two = {f"web.rule.{name}": {"fr": {"text": name, **CHECKED}} for name in ("ok", "go")}
    write_client(tmp_path, labels=two)
    steps = "## A {label} {web.rule.go}. {#a action=click illustration=button label=web.rule.ok}\n> x\n"
    write_tutorial(tmp_path, steps=steps)
    assert make_sheet(*only_tutorial(tmp_path), make_branding()).verified_on == date(2026, 12, 1)
    two["web.rule.go"]["fr"] = {"text": "go", "evidence": "memory", "confidence": "high"}
    write_client(tmp_path, labels=two)
    assert make_sheet(*only_tutorial(tmp_path), make_branding()).verified_on is None


def test_the_sender_address_stands_where_the_step_wants_it() -> None:
    plain, plus = real_sheet(), real_sheet(sender_address="a+b@ani.example")
    assert [step.typed for step in plain.steps if step.typed] == [SENDER]
    assert [step.typed for step in plus.steps if step.typed] == ["(a+b@ani.example)"]
    assert b"(a+b@ani.example)" in plus.steps[5].picture.data
    shown = real_sheet("gmail-web-not-spam", sender_address="a+b@ani.example").steps[2]
    assert Address("a+b@ani.example") in shown.help
    assert b">a+b@ani.example<" in shown.picture.data


def test_direct_links_carry_the_address_and_lead_to_a_step() -> None:
    (link,) = real_sheet().links
    assert "from=ne-pas-repondre%40ani.example" in link.url
    assert link.continue_at == 7


@pytest.mark.parametrize(
    ("one", "other"), [("gmail-web-filter", "gmail-web-not-spam"), ("outlook-web-safe-sender", "outlook-web-from-message")]
)
def test_the_long_way_leads_to_the_short_one_and_back(one: str, other: str) -> None:
    long, short = real_sheet(one), real_sheet(other)
    assert long.other_way
    assert short.other_way
    assert (long.other_way.id, short.other_way.id) == (other, one)
    assert (long.needs_received_mail, short.needs_received_mail) == (False, True)
    assert len(short.steps) < len(long.steps)


def test_a_picture_says_what_it_shows_and_changes_its_name_with_its_content() -> None:
    one, other = real_sheet().steps[6].picture, real_sheet(colour="#8a2f4f").steps[6].picture
    assert "«\u00a0Créer un filtre\u00a0»" in one.alternative
    assert SENDER in one.alternative
    assert one.digest != other.digest
    assert all(step.picture.alternative for step in real_sheet().steps)


def test_a_telephone_number_stays_in_one_piece() -> None:
    assert (
        make_branding(contact_line="Accueil : 01 99 00 12 34, le lundi").contact == "Accueil : 01\u00a099\u00a000\u00a012\u00a034, le lundi"
    )


def test_nothing_promises_success() -> None:
    for each in ("gmail-web-filter", "gmail-web-not-spam", "outlook-web-safe-sender", "outlook-web-from-message"):
        for locale in ("fr", "en"):
            sheet = real_sheet(each, locale)
            texts = " ".join([sheet.description, *sheet.does, *sheet.limits, *sheet.may_still_block]).lower()
            assert "garanti" not in texts
            assert "guarantee" not in texts
            assert sheet.limits
            assert sheet.may_still_block


def test_values_of_this_installation_stand_in_steps_and_in_what_it_does(tmp_path: Path) -> None:
    steps = STEP.replace("It is blue.", "{{ vendor }} waits {{ block_days }} days; mails come from {{ sender_address }}.")
    write_content(tmp_path, steps=steps, does=["{{ provider }} sends from {{ sender_address }}."])
    values = {"vendor": "ANI & Cie", "block_days": "30", "provider": "P", "sender_address": "vendor@ani.example"}
    tutorials = Tutorials(library_of(tmp_path), values)
    tutorial = tutorials.find("mail-web-rule", "en")
    assert tutorial is not None
    sheet = make_sheet(tutorials, tutorial, make_branding(sender_address="own@tilleuls.example"))
    words = "".join(part.text for part in sheet.steps[0].help)
    assert words == "ANI & Cie waits 30 days; mails come from own@tilleuls.example."
    assert sheet.does == ("P sends from own@tilleuls.example.",)


def test_a_second_language_stands_beside_each_step_and_quotes_the_same_screen() -> None:
    tutorials = real_tutorials()
    tutorial = tutorials.find("gmail-web-filter", "fr")
    assert tutorial
    sheet = make_sheet(tutorials, tutorial, make_branding(), SheetOptions(second="en"))
    settings = next(step for step in sheet.steps if step.id == "settings")
    assert settings.second
    assert [part for part in settings.second.instruction if isinstance(part, QuotedLabel)] == [
        part for part in settings.instruction if isinstance(part, QuotedLabel)
    ]
    assert settings.second.instruction[0] == Plain("Click ")
    assert sheet.second
    assert sheet.second.locale.code == "en"


def test_the_texts_own_language_is_no_second_one() -> None:
    tutorials = real_tutorials()
    tutorial = tutorials.find("gmail-web-filter", "fr")
    assert tutorial
    assert make_sheet(tutorials, tutorial, make_branding(), SheetOptions(second="fr")).second is None


def test_no_sheet_quotes_a_label_that_may_not_be_shown_in_any_language(tmp_path: Path) -> None:
    root = write_content(tmp_path)
    write_generic(root)
    tutorials = Tutorials(library_of(root), is_shown=lambda *_: False)
    tutorial = tutorials.find("mail-web-rule", "fr")
    assert tutorial
    sheet = make_sheet(tutorials, tutorial, make_branding(), SheetOptions(second="fr"))
    assert (sheet.id, sheet.title, sheet.is_generic) == ("mail-web-rule", "Mail\u00a0: nos mails", True)
    assert not any(isinstance(part, QuotedLabel) for step in sheet.steps for part in step.instruction)
    # Whatever file may change that is named to whoever keeps the page.
    shown = tutorials.find_shown("mail-web-rule", "fr")
    assert shown
    assert {tutorial.file, root / "mail-clients" / "mail.yaml", root / "tutorials" / "generic" / "fr.md"} <= tutorials.files(shown)
