"""Tutorials for the tests: the real ones, and small ones written into a folder."""

from pathlib import Path
from typing import Any

import yaml

from helpcenter.config import HOUSE
from helpcenter.documents.library import Library
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.library import SHELF, Tutorials
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.sheet import Sheet, make_sheet
from helpcenter.tutorials.tutorial import Tutorial

CONTENT = HOUSE / "content"
SENDER = "ne-pas-repondre@ani.example"
LONGEST_SENDER = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 58}.example"
STEP = """
## Click {label}. {#click action=click illustration=button label=web.rule.ok}

It is blue.

> A page.
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
<rect data-text="label" x="5" y="5" width="90" height="20" data-size="12" data-smallest="6"/>
</svg>"""


def real_library() -> Library:
    """The house's own texts."""
    return Library(CONTENT, [SHELF])


def real_tutorials() -> Tutorials:
    """The house's own tutorials."""
    return Tutorials(real_library())


def real_sheet(tutorial_id: str = "gmail-web-filter", locale: str = "fr", screen: str | None = None, **branding: Any) -> Sheet:
    """A sheet of a real tutorial."""
    tutorials = real_tutorials()
    tutorial = tutorials.find(tutorial_id, locale)
    assert tutorial
    return make_sheet(tutorials, tutorial, make_branding(**branding), SheetOptions(screen=screen))


def make_branding(**changes: Any) -> ShownBranding:
    """The branding of an organisation that uses the vendor's address."""
    values: dict[str, Any] = {
        "name": "Centre social Les Tilleuls",
        "sender_address": SENDER,
        "slug": "tilleuls",
        "colour": "#2c6e49",
        "contact_line": "Accueil : 01 99 00 12 34",
    }
    return ShownBranding(**(values | changes))


def write_content(root: Path, *, locales: tuple[str, ...] = ("fr", "en"), steps: str = STEP, **meta: Any) -> Path:
    """A content folder with one client, one drawing and one tutorial."""
    write_client(root)
    (root / "illustrations").mkdir(exist_ok=True)
    (root / "illustrations" / "button.svg").write_text(DRAWING, encoding="utf-8")
    for locale in locales:
        write_tutorial(root, locale=locale, steps=steps, **meta)
    return root


def write_tutorial(root: Path, *, folder: str = "mail-web-rule", locale: str = "fr", steps: str = STEP, **meta: Any) -> Path:
    """One tutorial in one locale."""
    values: dict[str, Any] = {
        "title": f"Receive our mails ({folder}, {locale})",
        "description": "A rule.",
        "client": "mail",
        "client_name": "Mail",
        "platform": "web",
        "method": "rule",
        "device": "computer",
        "strength": "strong",
        "needs_received_mail": "false",
        "does": ["It helps."],
        "limits": ["It is no magic."],
        "may_still_block": ["The provider."],
    }
    file = root / "tutorials" / folder / f"{locale}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{yaml.safe_dump(values | meta, allow_unicode=True)}---\n{steps}", encoding="utf-8")
    return file


def write_generic(root: Path) -> Path:
    """The generic tutorial, in French, and a mail client for which it stands in."""
    facts = {"methods": {"generic.generic": {"strength": "medium", "does": "what works nearly everywhere"}}, "labels": {}, "links": {}}
    write_client(root, "generic", name="Any mailbox", **facts)
    write_client(
        root, "poste", name="Poste (poste.example)", methods={"web.contact": {"strength": "weak", "does": "?"}}, labels={}, links={}
    )
    meta = {"client": "generic", "platform": "generic", "method": "generic", "title": "Nos mails", "title_for": "{client} : nos mails"}
    steps = STEP.replace("Click {label}.", "Open the folder.").replace(" label=web.rule.ok", "")
    return write_tutorial(root, folder="generic", steps=steps, **meta)


def write_client(root: Path, client: str = "mail", **changes: Any) -> Path:
    """What is known of an invented mail client."""
    seen = {"evidence": "seen", "seen_on": "2026-11-23", "sources": ["A"], "grade": "official", "verified_on": None}
    values: dict[str, Any] = {
        "client": client,
        "name": "Mail",
        "sources": {"A": {"title": "Help", "where": "help.example", "date": "2026", "grade": "official"}},
        "methods": {"web.rule": {"strength": "strong", "does": "a rule"}},
        "links": {"web.rules": {"url": "https://mail.example/#from={sender}", "does": "opens the rules", **seen}},
        "labels": {"web.rule.ok": {"fr": {"text": "D'accord", **seen}, "en": {"text": "OK", **seen}}},
    }
    file = root / "mail-clients" / f"{client}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(values | changes, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def library_of(root: Path) -> Library:
    """The library of a folder written for a test."""
    return Library(root, [SHELF])


def only_tutorial(root: Path, locale: str = "fr") -> tuple[Tutorials, Tutorial]:
    """The one tutorial of a folder written for a test."""
    tutorials = Tutorials(library_of(root))
    found = tutorials.find("mail-web-rule", locale)
    assert found
    return tutorials, found
