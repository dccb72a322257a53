from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.db.domain_events import DomainEvents
from helpcenter.organisations.events import BrandingChanged, SheetsChanged
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.service import Branding, branding_of, change_branding
from helpcenter.organisations.stamps import stamp_file
from helpcenter.tutorials.customisation import PLAIN
from helpcenter.tutorials.customising import ChangedMeanwhileError, Workshop, current_shape, note_branding, restore, save_shape
from helpcenter.tutorials.queries import find_customisation, find_version, list_versions
from helpcenter.tutorials.shape import Look, Shape
from tests.factories import make_organisation, make_user
from tests.fakes import FakeClock


@dataclass
class Bench:
    """A workshop that remembers what was published."""

    session: Session
    instance: Path
    clock: FakeClock
    heard: list[SheetsChanged] = field(default_factory=list)

    @property
    def workshop(self) -> Workshop:
        events = DomainEvents()
        events.subscribe(SheetsChanged, lambda _session, event: self.heard.append(event))
        return Workshop(self.session, self.clock, events, LogoStore(self.instance))


@pytest.fixture
def bench(session: Session, settings: Settings, clock: FakeClock) -> Bench:
    return Bench(session, settings.instance, clock)


@pytest.fixture
def organisation(session: Session) -> Organisation:
    return make_organisation(session, slug="tilleuls")


def changed(organisation: Organisation, **changes: object) -> Shape:
    return Shape(look=Look.of(organisation)).with_changes(**changes)


@pytest.mark.parametrize("code", ["xfr", "frr", "fr\n", "x", ""])
def test_only_a_language_of_families_is_one(code: str) -> None:
    with pytest.raises(ValidationError):
        Look(colour="#1d5f8a", locales=(code,))


def test_without_anything_stored_sheets_are_as_we_made_them(session: Session, organisation: Organisation) -> None:
    assert find_customisation(session, organisation.id) == PLAIN
    assert current_shape(session, organisation) == (Shape(look=Look.of(organisation)), 0)


def test_the_first_save_keeps_what_was_there_before_as_a_version_too(bench: Bench, organisation: Organisation) -> None:
    by = make_user(bench.session)
    save_shape(bench.workshop, organisation, changed(organisation, intro={"fr": "Bonjour"}), opened=0, by=by)
    first, second = reversed(list_versions(bench.session, organisation.id))
    assert (first.number, first.saved_by, first.shape.intro) == (1, None, {})
    assert (second.number, second.saved_by, second.shape.intro) == (2, by, {"fr": "Bonjour"})
    assert find_customisation(bench.session, organisation.id).intro == {"fr": "Bonjour"}
    assert bench.heard == [SheetsChanged(organisation.id)]


def test_a_save_without_a_change_makes_no_version(bench: Bench, organisation: Organisation) -> None:
    assert save_shape(bench.workshop, organisation, changed(organisation), opened=0, by=None) is None
    assert list(list_versions(bench.session, organisation.id)) == []
    assert bench.heard == []


def test_branding_in_the_studio_becomes_that_of_the_organisation(bench: Bench, organisation: Organisation) -> None:
    look = Look.of(organisation).model_copy(update={"colour": "#123456", "locales": ("fr", "ar")})
    save_shape(bench.workshop, organisation, changed(organisation, look=look), opened=0, by=None)
    assert (organisation.colour, organisation.locales) == ("#123456", ["fr", "ar"])


def test_the_second_of_two_who_save_at_once_is_told_and_nothing_is_lost(bench: Bench, organisation: Organisation) -> None:
    save_shape(bench.workshop, organisation, changed(organisation, intro={"fr": "A"}), opened=0, by=None)
    with pytest.raises(ChangedMeanwhileError) as caught:
        save_shape(bench.workshop, organisation, changed(organisation, intro={"fr": "B"}), opened=0, by=None)
    assert caught.value.latest.number == 2
    saved = save_shape(bench.workshop, organisation, changed(organisation, intro={"fr": "B"}), opened=2, by=None)
    assert saved
    assert [each.shape.intro.get("fr") for each in list_versions(bench.session, organisation.id)] == ["B", "A", None]


def test_an_old_version_made_new_brings_back_the_branding(bench: Bench, organisation: Organisation) -> None:
    before = organisation.colour
    look = Look.of(organisation).model_copy(update={"colour": "#123456"})
    save_shape(bench.workshop, organisation, changed(organisation, look=look), opened=0, by=None)
    first = find_version(bench.session, organisation.id, 1)
    assert first
    made = restore(bench.workshop, organisation, first, opened=2, by=None)
    assert made
    assert (made.number, made.restored_number, organisation.colour) == (3, 1, before)


def test_a_logo_that_is_gone_leaves_the_present_one(bench: Bench, organisation: Organisation) -> None:
    save_shape(bench.workshop, organisation, changed(organisation, intro={"fr": "A"}), opened=0, by=None)
    first = find_version(bench.session, organisation.id, 1)
    assert first
    first.settings = {**first.settings, "look": {**first.settings["look"], "logo_hash": "a" * 64}}
    restore(bench.workshop, organisation, first, opened=2, by=None)
    assert organisation.logo_hash is None


def test_a_version_of_another_organisation_is_not_found(bench: Bench, organisation: Organisation) -> None:
    other = make_organisation(bench.session)
    save_shape(bench.workshop, organisation, changed(organisation, intro={"fr": "A"}), opened=0, by=None)
    assert find_version(bench.session, other.id, 1) is None
    assert find_customisation(bench.session, other.id) == PLAIN


def test_what_the_branding_page_changes_stands_in_the_history(bench: Bench, organisation: Organisation) -> None:
    before, by = branding_of(organisation), make_user(bench.session)
    change_branding(organisation, Branding(organisation.name, "#123456", None, "Bureau", ("fr",)))
    note_branding(bench.session, bench.clock, BrandingChanged(organisation, before, by))
    second, first = list_versions(bench.session, organisation.id)
    assert (first.shape.look.contact_line, second.shape.look.contact_line, second.saved_by) == (before.contact_line, "Bureau", by)
    note_branding(bench.session, bench.clock, BrandingChanged(organisation, branding_of(organisation), by))
    assert len(list_versions(bench.session, organisation.id)) == 2


def test_a_save_tells_the_kept_pages_of_the_organisation(bench: Bench, organisation: Organisation) -> None:
    bench.session.commit()
    stamp = stamp_file(bench.instance, organisation.slug)
    stamp.unlink()
    save_shape(bench.workshop, organisation, changed(organisation, intro={"fr": "A"}), opened=0, by=None)
    assert not stamp.exists()
    bench.session.commit()
    assert stamp.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"intro": {"xx": "A"}}, {"intro": {"fr": "x" * 301}}, {"tutorials": ["../etc"]}, {"tutorials": []}, {"size": "huge"}, {"css": "x"}],
)
def test_settings_that_are_none_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Shape.model_validate({"look": {"colour": "#123456", "locales": ["fr"]}, **wrong})
