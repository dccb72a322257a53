"""The catalogs in translations/: read for use, and kept fresh by `./dev i18n`."""

import io
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import NullTranslations, Translations

from helpcenter.config import HOUSE, PACKAGE
from helpcenter.i18n.families import is_for_families
from helpcenter.i18n.locales import FAMILY_LOCALES, INTERFACE_LOCALES

FOLDER = HOUSE / "translations"
TEMPLATE = FOLDER / "messages.pot"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
# The tag of our own that templates hold: without it they could not be read.
OPTIONS = {"templates/**.html": {"extensions": "helpcenter.i18n.kept_parts.KeptParts"}}
# File, line, text or texts, comments, context.
Found = tuple[str, int, Any, list[str], str | None]
# `words` and `second_words`: the gettext of the other language of a sheet in two languages.
KEYWORDS = {
    "_": None,
    "_l": None,
    "words": None,
    "second_words": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "_n": (1, 2),
}


@cache
def translations_of(locale: str) -> NullTranslations:
    """The compiled catalog of a locale, for use outside requests; English words when there is none."""
    return Translations.load(str(FOLDER), [locale])


def catalog_path(locale: str) -> Path:
    """Where the words of this locale stand."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """All texts of the interface, as the code and the templates hold them now."""
    return _catalog_of(_found())


def extract_for_families() -> Catalog:
    """The texts that families read: all that the languages without a whole interface hold."""
    return _catalog_of(each for each in _found() if is_for_families(each[0]))


def _found() -> Iterator[Found]:
    return extract_from_dir(str(PACKAGE), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",))


def _catalog_of(found: Iterable[Found]) -> Catalog:
    catalog = Catalog(project="helpcenter", charset="utf-8")
    for _file, _line, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def _template_of(locale: str) -> Catalog:
    return extract() if locale in INTERFACE_LOCALES else extract_for_families()


def read_catalog(path: Path, locale: str | None = None) -> Catalog:
    """A catalog file; an empty catalog when it does not exist."""
    if not path.exists():
        return Catalog(locale=locale, project="helpcenter")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update() -> list[str]:
    """Extract, update every catalog, compile; return `file: message` for each text without translation."""
    _save(extract(), TEMPLATE)
    for locale in FAMILY_LOCALES:
        _update_one(_template_of(locale), locale)
    return problems()


def _update_one(template: Catalog, locale: str) -> None:
    path = catalog_path(locale)
    catalog = read_catalog(path, locale)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if locale == "en":
        _repeat_ids(catalog)
    _save(catalog, path)
    compile_catalog(locale)


def _repeat_ids(catalog: Catalog) -> None:
    # The texts in the code are English: they are their own translation until somebody words them better.
    for message in catalog:
        if not all(_texts(message)):
            message.string = message.id


def compile_catalog(locale: str) -> None:
    """Write the .mo file that gettext reads."""
    path = catalog_path(locale)
    # Somebody may be reading the old one this very moment.
    draft = path.with_name(f".messages-{os.getpid()}.mo")
    with draft.open("wb") as file:
        write_mo(file, read_catalog(path, locale))
    draft.replace(path.with_suffix(".mo"))


def compile_all() -> None:
    """Write every .mo file that is not newer than its catalog."""
    for locale in FAMILY_LOCALES:
        if not is_compiled(catalog_path(locale)):
            compile_catalog(locale)


def is_compiled(catalog: Path) -> bool:
    """True when the .mo file beside a catalog was written after its last change."""
    compiled = catalog.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns > catalog.stat().st_mtime_ns


def problems() -> list[str]:
    """What is stale, missing or doubtful in the catalogs; empty when all is well."""
    found = _stale(TEMPLATE, _ids(extract()), read_catalog(TEMPLATE))
    for locale in FAMILY_LOCALES:
        catalog = read_catalog(catalog_path(locale), locale)
        found += _stale(catalog_path(locale), _ids(_template_of(locale)), catalog) + _unfinished(locale, catalog)
    return found


def _ids(catalog: Catalog) -> set[str]:
    return {str(message.id) for message in catalog if message.id}


def _stale(path: Path, expected: set[str], catalog: Catalog) -> list[str]:
    name = path.relative_to(FOLDER)
    present = _ids(catalog)
    missing = [f"{name}: not extracted yet: {text!r}" for text in sorted(expected - present)]
    return missing + [f"{name}: no longer used: {text!r}" for text in sorted(present - expected)]


def _unfinished(locale: str, catalog: Catalog) -> list[str]:
    found = []
    for message in catalog:
        if message.id and (message.fuzzy or not all(_texts(message))):
            found.append(f"{locale}: not translated: {message.id!r}")
        found += [f"{locale}: {error}" for error in message.check(catalog)]
    return found


def _texts(message: Message) -> list[str | None]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def _save(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer: BinaryIO = io.BytesIO()
    is_template = path == TEMPLATE
    write_po(buffer, catalog, omit_header=is_template, sort_output=True, width=110, ignore_obsolete=True, no_location=True)
    buffer.seek(0)
    text = buffer.read().decode()
    # Dates in the header would make a change of every run.
    kept = [line for line in text.splitlines() if "-Date:" not in line and "Generated-By" not in line]
    path.write_text("\n".join(kept).strip() + "\n", encoding="utf-8")
