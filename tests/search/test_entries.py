from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.search.entries import MAX_LANES, Entry, mark_of, pack_entry
from helpcenter.search.entry_file import ENTRIES_FILE, EntryFile, EntryWriter
from helpcenter.search.sources import SearchDocument, SearchSection
from helpcenter.search.stems import keys_of
from helpcenter.search.synonyms import Synonyms

SYNONYMS = Synonyms([["mail", "courriel"]], "fr")


def document_of(*sections: tuple[str, str, str], title: str = "Le titre") -> SearchDocument:
    rows = tuple(SearchSection(*section) for section in sections)
    return SearchDocument("article", "slug", "fr", title, "Le résumé.", ("motclé",), "/fr/articles/slug", rows)


def entry_of(*sections: tuple[str, str, str], title: str = "Le titre") -> Entry:
    document = document_of(*sections, title=title)
    another = pack_entry(replace(document, slug="another"), SYNONYMS)
    file = another + pack_entry(document, SYNONYMS) + another
    return Entry(file, memoryview(file).cast("I"), len(another))


def section_for(entry: Entry, *words: str) -> int:
    return entry.weigh([([mark_of(keys_of(word, "fr")[0])], 1, 1) for word in words])[0]


def is_in(entry: Entry, word: str) -> bool:
    return entry.weigh([([mark_of(keys_of(word, "fr")[0])], 1, 1)])[1] == 1


def test_an_entry_gives_back_what_it_was_made_of() -> None:
    entry = entry_of(("", "", "Début œuvre."), ("une-ancre", "L’en-tête", "Deux\nlignes."))
    assert (entry.kind, entry.slug, entry.locale, entry.title, entry.summary) == ("article", "slug", "fr", "Le titre", "Le résumé.")
    assert [(entry.anchor_of(number), entry.heading_of(number)) for number in (0, 1)] == [("", ""), ("une-ancre", "L’en-tête")]
    assert [entry.section_with(anchor) for anchor in ("une-ancre", "autre")] == [1, 0]
    assert [entry.url_of(0), entry.url_of(1)] == ["/fr/articles/slug", "/fr/articles/slug#une-ancre"]
    assert [entry.text_of(0), entry.text_of(1)] == ["Début œuvre.", "Deux\nlignes."]


def test_a_heading_counts_more_than_a_text_and_the_first_of_equals_is_opened() -> None:
    entry = entry_of(("", "", "bateau train"), ("a", "Avion", "voiture"), ("b", "Bateau", "voiture"))
    assert [section_for(entry, word) for word in ("bateau", "train", "avion", "voiture")] == [2, 0, 1, 1]
    assert section_for(entry, "train", "voiture") == 0


def test_a_word_or_its_synonym_is_known_and_no_other() -> None:
    entry = entry_of(("", "", "Un courriel."))
    concept = mark_of("\N{SECTION SIGN}0")
    assert entry.weigh([([mark_of("other"), concept], 7, 1), ([mark_of("other")], 5, 1)])[1] == 7
    assert is_in(entry, "motclé")
    assert not any(is_in(entry, f"mot{number}") for number in range(1_000))


@pytest.mark.parametrize("count", [1, MAX_LANES, MAX_LANES + 20])
def test_every_word_of_a_long_text_is_found_in_its_section(count: int) -> None:
    entry = entry_of(*((f"s{number}", f"Partie {number}", f"mot{number} lieu{number}") for number in range(count)))
    inside = min(count, MAX_LANES)
    assert [section_for(entry, f"mot{number}", f"lieu{number}") for number in range(inside)] == list(range(inside))
    assert entry.text_of(count - 1) == f"mot{count - 1} lieu{count - 1}"


def test_a_sign_that_parts_the_fields_does_no_harm_in_a_text() -> None:
    entry = entry_of(("", "", "avant"), ("b", "Titre\x1fcoupé", "un\x1fdeux"), title="a\x1fb")
    assert (entry.title, entry.heading_of(1), entry.text_of(1)) == ("a b", "Titre coupé", "un deux")


def test_entries_are_read_behind_one_that_was_cut_off(tmp_path: Path) -> None:
    packed = pack_entry(document_of(("", "", "bateau")), SYNONYMS)
    with EntryWriter(tmp_path) as writer:
        writer.add(packed)
    with (tmp_path / ENTRIES_FILE).open("ab") as file:
        file.write(packed[:101])
    with EntryWriter(tmp_path) as writer:
        begin = writer.add(packed)
    entry = EntryFile(tmp_path).read(begin)
    assert (entry.title, is_in(entry, "bateau"), is_in(entry, "avion")) == ("Le titre", True, False)
