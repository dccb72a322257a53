"""Which article files changed: all are looked at in a small knowledge base, the kernel tells in a large one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpcenter.articles.catalogue_files import ArticleFiles

SMALL, LARGE = 100, 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for slug in ("a", "b", "c"):
        write(tmp_path / "articles", slug)
    return tmp_path / "articles"


def write(folder: Path, slug: str, locale: str = "fr", text: str = "text") -> None:
    (folder / slug).mkdir(parents=True, exist_ok=True)
    (folder / slug / f"{locale}.md").write_text(text)


@pytest.mark.parametrize("small", [SMALL, LARGE])
def test_all_files_are_seen_first_and_none_while_nothing_changes(folder: Path, small: int) -> None:
    files = ArticleFiles(folder, small)
    seen = files.look()
    assert seen is not None
    assert set(seen.files) == {("a", "fr"), ("b", "fr"), ("c", "fr")}
    assert files.is_quiet() or files.look() is None


CHANGES: dict[str, tuple[Callable[[Path], object], str, set[str]]] = {
    "edited": (lambda folder: write(folder, "b", text="other"), "b", {"fr"}),
    "translated": (lambda folder: write(folder, "b", "en"), "b", {"fr", "en"}),
    "emptied": (lambda folder: (folder / "b" / "fr.md").unlink(), "b", set()),
    "removed": (lambda folder: shutil.rmtree(folder / "b"), "b", set()),
    "new": (lambda folder: write(folder, "d"), "d", {"fr"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_in_a_large_knowledge_base_only_the_article_that_changed_is_looked_at(folder: Path, change: str) -> None:
    files = ArticleFiles(folder, LARGE)
    files.look()
    make, slug, locales = CHANGES[change]
    make(folder)
    assert not files.is_quiet()
    seen = files.look()
    assert seen is not None
    assert seen.slugs == frozenset({slug})
    assert set(seen.files) == {(slug, locale) for locale in locales}


@pytest.mark.parametrize("change", CHANGES)
def test_in_a_small_knowledge_base_everything_is_looked_at_after_a_change(folder: Path, change: str) -> None:
    files = ArticleFiles(folder, SMALL)
    files.look()
    CHANGES[change][0](folder)
    assert not files.is_quiet()
    seen = files.look()
    assert seen is not None
    assert seen.slugs is None


@pytest.mark.parametrize("small", [SMALL, LARGE])
def test_a_new_article_is_followed_from_then_on(folder: Path, small: int) -> None:
    files = ArticleFiles(folder, small)
    files.look()
    write(folder, "d")
    first = files.look()
    write(folder, "d", text="edited")
    assert not files.is_quiet()
    second = files.look()
    assert first is not None
    assert second is not None
    assert first.files[("d", "fr")] != second.files[("d", "fr")]


def test_a_forgotten_view_is_gathered_anew(folder: Path) -> None:
    files = ArticleFiles(folder, LARGE)
    files.look()
    files.forget()
    seen = files.look()
    assert seen is not None
    assert seen.slugs is None
    assert len(seen.files) == 3
