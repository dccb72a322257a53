"""The matrix as a rule: which articles need work, and that originals are read once only."""

from pathlib import Path

from helpcenter.articles.accepting import accept
from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.sections import read_sections
from helpcenter.articles.translations import Freshness
from helpcenter.documents.library import Library
from helpcenter.writing.translations import Filter, Line, Matrix, SectionMemory, make_matrix
from tests.articles.writing import BODY, make_content, write_article, write_both


def accept_all(library: Library) -> None:
    for slug in ("a", "b"):
        found = accept(library, slug, "en")
        found.file.write_bytes(found.after)


def matrix_of(root: Path, wanted: Filter | None = None) -> Matrix:
    library = make_content(root)
    catalogue = Catalogue(library, root / "instance")
    catalogue.look()
    return make_matrix(library, SectionMemory(library), catalogue.rows(), read_sections(library), wanted or Filter(is_all=True))


def states(line: Line) -> dict[str, Freshness]:
    return {cell.locale: cell.state.freshness for cell in line.cells}


def test_each_article_stands_in_each_language_in_the_order_of_the_sections(tmp_path: Path) -> None:
    write_both(tmp_path, "b", section="families")
    write_both(tmp_path, "a")
    accept_all(make_content(tmp_path))
    matrix = matrix_of(tmp_path)
    assert [line.slug for line in matrix.lines] == ["a", "b"]
    assert states(matrix.lines[0]) == {"fr": Freshness.ORIGINAL, "en": Freshness.FRESH}
    assert matrix.totals["en"][Freshness.FRESH] == 2


def test_only_what_needs_work_is_shown_when_that_is_wanted(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    write_both(tmp_path, "b", section="families")
    accept_all(make_content(tmp_path))
    write_article(tmp_path, "c")
    write_article(tmp_path, "b", body=BODY.replace("Il arrive", "Il part"), section="families")
    matrix = matrix_of(tmp_path, Filter())
    assert [line.slug for line in matrix.lines] == ["c", "b"]
    assert [line.slug for line in matrix_of(tmp_path, Filter(section="families")).lines] == ["b"]
    cell = matrix.lines[1].cells[1]
    assert (cell.state.freshness, cell.names(cell.state.changed)) == (Freshness.STALE, [("after", "Ensuite")])


def test_a_file_that_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    (tmp_path / "articles" / "a" / "en.md").write_text("---\ntitle: [\n---\n")
    (cell,) = [cell for cell in matrix_of(tmp_path).lines[0].cells if cell.locale == "en"]
    assert (cell.is_broken, cell.needs_work) == (True, True)


def test_what_is_offline_in_all_languages_needs_nobody(tmp_path: Path) -> None:
    write_both(tmp_path, "a", status="archived")
    assert matrix_of(tmp_path).lines == ()


def test_an_odd_page_number_is_the_nearest_page(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    for number in (-3, 999):
        assert matrix_of(tmp_path, Filter(is_all=True, number=number)).number == 1


def test_the_sections_of_an_original_are_read_once_until_its_words_change(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    library = make_content(tmp_path)
    catalogue = Catalogue(library, tmp_path / "instance")
    catalogue.look()
    row, memory = catalogue.find("a", "fr"), SectionMemory(library, capacity=1)
    assert row
    assert dict(memory.of(row).titles) == {"what-happens": "Ce qui se passe", "after": "Ensuite"}
    (tmp_path / "articles" / "a" / "fr.md").unlink()
    assert memory.of(row).digests.keys() == {"introduction", "what-happens", "after"}
