"""Guards of the house: what every page, template and setting keeps to."""

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask

from helpcenter.config import HOUSE, PACKAGE, Settings, variable_of
from helpcenter.i18n.catalogs import problems

TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)|<style\b|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
FOREIGN_ASSET = re.compile(r"<(?:script|img|iframe|source)[^>]*\bsrc=\"(?:https?:)?//|<link[^>]*stylesheet[^>]*https?://", re.IGNORECASE)
OWN_NAME = re.compile(r"^\{% set (\w+)", re.MULTILINE)
MACHINE_PATH = re.compile(r"/(?:work|root|home/[a-z]+)/[a-z.]")
# The demo has one of its own, which every test may visit.
OWN_DOMAIN = re.compile(r"@(?!les-tilleuls\.)(les-[a-z-]+)\.example")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_template_holds_inline_script_or_style_or_foreign_assets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not INLINE.findall(text)
    assert not FOREIGN_ASSET.findall(text)


def test_every_template_compiles(app: Flask) -> None:
    for path in TEMPLATES:
        app.jinja_env.get_template(path.relative_to(PACKAGE / "templates").as_posix())


def test_no_page_sets_a_name_that_the_layout_sets() -> None:
    # Jinja runs the layout's line after the page's: the page would read the layout's value, as a breadcrumb once did.
    taken = set(OWN_NAME.findall((PACKAGE / "templates/web/layout.html").read_text(encoding="utf-8")))
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert "{% extends" not in text or not taken & set(OWN_NAME.findall(text)), path.name


def test_the_catalogs_are_fresh_and_complete_in_every_interface_language() -> None:
    assert problems() == []


@pytest.mark.parametrize("name", [item.name for item in fields(Settings) if item.name != "testing"])
def test_every_setting_is_documented(name: str) -> None:
    manual = (HOUSE / "docs" / "operations.md").read_text(encoding="utf-8")
    assert f"`{variable_of(name)}`" in manual


def test_no_tracked_file_names_a_path_of_a_machine() -> None:
    listing = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True)
    for name in listing.stdout.split():
        path = HOUSE / name
        if path.suffix in {".png", ".ico", ".lock", ".po", ".pot"} or not path.is_file():
            continue
        found = MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert found is None or name == "tests/conventions/test_house.py", f"{name}: {found and found.group()}"


def test_the_import_contracts_hold() -> None:
    result = subprocess.run([HOUSE / ".venv/bin/lint-imports", "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_no_two_browser_tests_enter_the_same_organisation() -> None:
    # They share one site, in whichever order they come: the second one would be told that the organisation exists.
    entered: dict[str, list[str]] = {}
    for path in sorted((HOUSE / "tests" / "browser").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for domain in set(OWN_DOMAIN.findall(text)) if "site.invite(" in text else ():
            entered.setdefault(domain, []).append(path.name)
    assert entered
    assert {domain: names for domain, names in entered.items() if len(names) > 1} == {}
