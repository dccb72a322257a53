"""Settings: read once, refused with the name of the variable."""

from pathlib import Path

import pytest

from helpcenter.config import SettingError, load_settings


def test_every_type_is_read_from_its_variable(tmp_path: Path) -> None:
    settings = load_settings(
        {"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_CODE_DAYS": "10", "HELPCENTER_TRUSTED_HOSTS": "a.example, b.example"}
    )
    assert settings.instance == tmp_path
    assert settings.code_days == 10
    assert settings.trusted_hosts == ("a.example", "b.example")
    assert settings.database_url == f"sqlite:///{tmp_path / 'helpcenter.sqlite3'}"


def test_a_number_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="HELPCENTER_CODE_DAYS"):
        load_settings({"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_CODE_DAYS": "soon"})


def test_a_public_address_without_scheme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="HELPCENTER_PUBLIC_URL"):
        load_settings({"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_PUBLIC_URL": "help.example"})


def test_confirmations_go_to_no_mailbox_that_nobody_reads(tmp_path: Path) -> None:
    for address in ("no-reply@ani.example", "ne-pas-repondre@ani.example", "DoNotReply@ani.example"):
        with pytest.raises(SettingError, match="HELPCENTER_CONFIRMATION_ADDRESS"):
            load_settings({"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_CONFIRMATION_ADDRESS": address})
    assert load_settings({"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_CONFIRMATION_ADDRESS": "nora@ani.example"})


def test_drafts_are_never_shown_to_the_world(tmp_path: Path) -> None:
    shown = {"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_SHOW_DRAFTS": "true"}
    assert load_settings(shown).show_drafts
    with pytest.raises(SettingError, match="HELPCENTER_SHOW_DRAFTS"):
        load_settings({**shown, "HELPCENTER_PUBLIC_URL": "https://help.example"})


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = load_settings({"HELPCENTER_INSTANCE": str(tmp_path)})
    second = load_settings({"HELPCENTER_INSTANCE": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_switch_that_is_neither_on_nor_off_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="HELPCENTER_RENDER_AHEAD"):
        load_settings({"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_RENDER_AHEAD": "ture"})
    assert not load_settings({"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_RENDER_AHEAD": "Off"}).render_ahead


def test_a_negative_number_of_days_erases_nothing(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="HELPCENTER_KEEP_EVENTS_DAYS"):
        load_settings({"HELPCENTER_INSTANCE": str(tmp_path), "HELPCENTER_KEEP_EVENTS_DAYS": "-1"})


def test_an_empty_secret_signs_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(SettingError, match="secret_key"):
        load_settings({"HELPCENTER_INSTANCE": str(tmp_path)})


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    secrets = {load_settings({"HELPCENTER_INSTANCE": str(tmp_path)}).secret_key for _ in range(2)}
    assert secrets == {(tmp_path / "secret_key").read_text()}
    assert [(file.name, file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == [("secret_key", 0o600)]
