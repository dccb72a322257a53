"""The generic sheet under the name of a mail client for which nobody knows the way."""

from pathlib import Path

import pytest

from helpcenter.labels.mail_clients import Evidence
from helpcenter.tutorials.library import IsShown, Tutorials
from helpcenter.tutorials.sheet import make_sheet
from helpcenter.tutorials.tutorial import Device
from tests.tutorials.samples import library_of, make_branding, write_content, write_generic


def tutorials_of(root: Path, is_shown: IsShown = lambda *_: True) -> Tutorials:
    write_generic(write_content(root))
    return Tutorials(library_of(root), is_shown=is_shown)


@pytest.fixture
def tutorials(tmp_path: Path) -> Tutorials:
    return tutorials_of(tmp_path)


def test_a_platform_with_a_tutorial_needs_no_stand_in(tutorials: Tutorials) -> None:
    assert tutorials.ids() == ("mail-web-rule", "poste-web-generic", "generic")


def test_a_stand_in_has_the_clients_name_and_the_generic_steps(tutorials: Tutorials) -> None:
    found = tutorials.find("poste-web-generic", "fr")
    assert found is not None
    assert (found.meta.title, found.meta.client_name, found.meta.device) == ("Poste : nos mails", "Poste", Device.COMPUTER)
    generic = tutorials.find("generic", "fr")
    assert generic is not None
    assert found.steps == generic.steps
    assert tutorials.locales("poste-web-generic") == ("fr",)


def test_nobody_stands_in_for_a_client_that_does_not_exist(tutorials: Tutorials) -> None:
    assert tutorials.find("nobody-web-generic", "fr") is None
    assert tutorials.find("mail-web-generic", "fr") is None
    assert tutorials.locales("nobody-web-generic") == ()


def test_a_tutorial_whose_labels_may_not_be_shown_gives_way_to_the_stand_in(tmp_path: Path) -> None:
    tutorials = tutorials_of(tmp_path, lambda _client, _key, _locale, label: label.evidence is Evidence.SCREEN)
    assert tutorials.ids() == ("mail-web-generic", "poste-web-generic", "generic")


def test_the_sheet_says_that_it_is_generic(tutorials: Tutorials) -> None:
    found = tutorials.find("poste-web-generic", "fr")
    assert found is not None
    sheet = make_sheet(tutorials, found, make_branding())
    assert sheet.is_generic
    assert sheet.screens == ()
