import pytest

from helpcenter.documents.sentences import count_words, long_sentences, sentences_of


def texts(body: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Un mail part. Il arrive ! Vraiment ? Oui.", ["Un mail part.", "Il arrive !", "Vraiment ?", "Oui."]),
        ("« Bonjour ! » dit M. Dupont.", ["« Bonjour ! » dit M. Dupont."]),
        ("Il dit « non ! » Elle part.", ["Il dit « non ! »", "Elle part."]),
        ("Voir p. ex. l’art. 3, à 10 h. Ensuite, partez.", ["Voir p. ex. l’art. 3, à 10 h.", "Ensuite, partez."]),
        ("Des mails, des SMS, etc. Puis rien.", ["Des mails, des SMS, etc.", "Puis rien."]),
        ("Des mails, etc. sont perdus.", ["Des mails, etc. sont perdus."]),
        (
            "Cela coûte 3.50 euros. C’est le plan B. Marie J. Dupont paie.",
            ["Cela coûte 3.50 euros.", "C’est le plan B.", "Marie J. Dupont paie."],
        ),
        (
            "See e.g. the list at 5 p.m. today. The answer is no. Go on.",
            ["See e.g. the list at 5 p.m. today.", "The answer is no.", "Go on."],
        ),
        ("Mr. Smith has No. 5 of them… Yes.", ["Mr. Smith has No. 5 of them…", "Yes."]),
        ("Attendez… puis cliquez.", ["Attendez… puis cliquez."]),
    ],
)
def test_french_and_english_sentences_end_where_a_reader_ends_them(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_items_cells_headings_boxes_and_definitions_are_sentences_of_their_own() -> None:
    body = """## Un titre {#title}

Trois choses :

- une ;
- deux,
  sur deux lignes
1. trois

!!! tip "Une boîte"
    Son texte.

| Nom | Sens |
|---|---|
| a \\| b | c |

Mot
:   Sa définition.

> Une citation.
"""
    assert texts(body) == [
        "Un titre",
        "Trois choses :",
        "une ;",
        "deux, sur deux lignes",
        "trois",
        "Une boîte",
        "Son texte.",
        "Nom",
        "Sens",
        "a | b",
        "c",
        "Mot",
        "Sa définition.",
        "Une citation.",
    ]


def test_addresses_and_code_are_no_words_and_link_texts_are() -> None:
    (sentence,) = sentences_of(
        "Lisez [la page d’aide](https://a.example/x(y)) ou `un code` ou <https://b.example/c> de {{ vendor }} a@b.example."
    )
    assert (sentence.text, sentence.words) == ("Lisez la page d’aide ou ou de vendor .", 8)
    (plain,) = sentences_of("Écrivez à **aide** via https://a.example/b?c=d ici.")
    assert plain.words == 5


def test_code_blocks_hold_no_sentences() -> None:
    assert texts("Avant.\n\n```\nnot a sentence. At all.\n~~~\n```\n\nAprès.") == ["Avant.", "Après."]


def test_what_stands_for_a_picture_is_read_too() -> None:
    assert texts('![Un dessin. Une flèche.](way.svg "La légende")') == ["Un dessin.", "Une flèche.", "La légende"]


def test_a_long_sentence_is_named_with_its_line_and_its_words() -> None:
    long = " ".join(["mot"] * 26)
    (found,) = long_sentences(f"Court.\nEncore court. Puis\n{long}.\n\nCourt.", first_line=10)
    assert (found.line, found.words) == (11, 27)


@pytest.mark.parametrize(("text", "words"), [("l’adresse est bonne", 3), ("rendez-vous ? oui !", 2), ("« a » : 25 %", 2), ("", 0)])
def test_words_stand_between_blanks_and_marks_are_none(text: str, words: int) -> None:
    assert count_words(text) == words


def test_code_ends_at_as_many_backticks_as_began_it_and_ten_thousand_of_them_take_no_time() -> None:
    assert texts("Tapez ``a ` b`` ici, ``` là ` et ` partout.") == ["Tapez ici, ``` là partout."]
    assert [sentence.line for sentence in sentences_of("Un `mot\nlong`.\n\nDeux.")] == [1, 4]
    many = f"Oui {'`' * 100_000} non."
    assert texts(many) == [many]
