"""The proof of a human: forgiving towards people, deaf to guesses."""

import pytest

from helpcenter.consent.proof import Match, check_proof, is_guessable, is_same_local_part

ADDRESS = "Camille.Martin@free.fr"


@pytest.mark.parametrize(
    "typed", ["Camille.Martin", "camille.martin", " CAMILLE.MARTIN ", "camille . martin", "camille.martin@", "camille.martin@fre"]
)
def test_the_part_before_the_at_is_proof_however_it_is_written(typed: str) -> None:
    assert check_proof(typed, ADDRESS).match is Match.LOCAL_PART


@pytest.mark.parametrize(
    "typed",
    [
        "camille.martin@free.fr",
        "CAMILLE.MARTIN@FREE.FR",
        "mailto:camille.martin@free.fr",
        "Camille Martin <camille.martin@free.fr>",
        "camille.martin@free.fr, ",
        "camille.martin\u200b@free.fr",
    ],
)
def test_a_pasted_whole_address_is_proof(typed: str) -> None:
    assert check_proof(typed, ADDRESS).match is Match.WHOLE_ADDRESS


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("camillemartin", "camille.martin@gmail.com"),
        ("c.a.m.i.l.l.e.martin", "camille.martin@gmail.com"),
        ("camille.martin+ecole", "camille.martin@gmail.com"),
        ("camillemartin", "Camille.Martin+cantine@googlemail.com"),
        ("camille.martin@googlemail.com", "camille.martin@gmail.com"),
        ("camillemartin@gmail.com", "camille.martin@googlemail.com"),
    ],
)
def test_dots_plus_and_the_second_name_of_gmail_do_not_matter(typed: str, address: str) -> None:
    assert check_proof(typed, address).is_proven


def test_dots_and_plus_matter_elsewhere() -> None:
    assert not check_proof("camillemartin", ADDRESS).is_proven
    assert not check_proof("camille", "camille+ecole@free.fr").is_proven


@pytest.mark.parametrize(
    "typed", ["camille", "", " ", "@", "@free.fr", "free.fr", "camille.martin@free.com.br@x", "…", "c…@free.fr", "a" * 400]
)
def test_anything_else_is_no_proof(typed: str) -> None:
    assert check_proof(typed, ADDRESS).match is Match.NOTHING


@pytest.mark.parametrize("typed", ["camille.martin@orange.fr", "dominique@free.fr", "camille.martin@fre.fr"])
def test_another_well_formed_address_is_asked_about(typed: str) -> None:
    proof = check_proof(typed, ADDRESS)
    assert proof.match is Match.OTHER_ADDRESS
    assert proof.other == typed


def test_an_address_that_stands_in_the_messages_is_nobodys_own() -> None:
    proof = check_proof("ne-pas-repondre@ani.example", ADDRESS, not_theirs=["ne-pas-repondre@ani.example", ""])
    assert proof.match is Match.NOTHING


def test_where_the_first_part_could_be_guessed_only_the_whole_address_is_proof() -> None:
    assert check_proof("contact", "contact@famille.example", needs_whole=True).match is Match.NOTHING
    assert check_proof("contact@famille.example", "contact@famille.example", needs_whole=True).match is Match.WHOLE_ADDRESS


def test_a_first_part_that_is_a_word_of_the_message_can_be_guessed() -> None:
    message = "Bonjour, ici la Mairie. Répondez : http://aide.example/c/7K2M9QXD4TRW0PZ5 Accueil : 01 23 45 67 89"
    assert is_guessable("mairie@free.fr", [message])
    assert is_guessable("accueil@free.fr", [message])
    assert is_guessable("89@free.fr", [message])
    assert is_guessable("b.o.n.j.o.u.r@gmail.com", [message])
    assert is_guessable("test@free.fr", [])
    assert not is_guessable("camille.martin@free.fr", [message])


def test_the_second_time_only_the_first_part_counts() -> None:
    assert is_same_local_part("Dominique", "dominique@free.fr")
    assert not is_same_local_part("dominique@free.fr", "dominique@free.fr")
    assert not is_same_local_part("", "dominique@free.fr")
