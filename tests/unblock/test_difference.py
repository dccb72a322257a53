"""Two addresses: what differs is marked, and nothing is lost."""

import pytest

from helpcenter.unblock.difference import mark_difference


@pytest.mark.parametrize(
    ("before", "after", "lost", "gained"),
    [
        ("camille.martin@free.fr", "camile.martin@free.fr", "l", ""),
        ("camille@gmial.com", "camille@gmail.com", "a", "a"),
        ("camille@free.fr", "camille@orange.fr", "f", "oang"),
        ("Camille@free.fr", "camille@free.fr", "C", "c"),
        ("a@b.fr", "a@b.fr", "", ""),
    ],
)
def test_what_differs_is_marked(before: str, after: str, lost: str, gained: str) -> None:
    found = mark_difference(before, after)
    assert "".join(piece.text for piece in found.before) == before
    assert "".join(piece.text for piece in found.after) == after
    assert set(lost) <= set(found.lost)
    assert set(gained) <= set(found.gained)
    assert bool(found.lost or found.gained) == (before != after)
