"""The sealed link of the vendor's software."""

import base64
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from helpcenter.config import HOUSE
from helpcenter.intake.links import LinkError, VendorLink, open_link, seal_link

SECRET, OTHER = "premier-secret-de-trente-deux-signes", "second-secret-de-trente-deux-signes."
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
LINK = VendorLink("tilleuls", "abcdefgh12345678", int((NOW + timedelta(minutes=10)).timestamp()), "Famille A", "a@free.fr", "2026-10-30")


def test_a_link_says_what_the_software_sealed_and_shows_nothing_of_it() -> None:
    token = seal_link(SECRET, LINK)
    assert open_link([SECRET], token, NOW) == LINK
    assert LINK.last_mail_on is not None
    assert b"free.fr" not in base64.urlsafe_b64decode(token + "==")


def test_while_a_key_is_changed_both_are_valid() -> None:
    assert open_link([OTHER, SECRET], seal_link(SECRET, LINK), NOW) == LINK
    for secrets in ([], [OTHER]):
        with pytest.raises(LinkError):
            open_link(secrets, seal_link(SECRET, LINK), NOW)


@pytest.mark.parametrize("minutes", [-2, 17, 60 * 24 * 365 * 9000])
def test_a_link_that_is_over_or_would_live_too_long_opens_nothing(minutes: int) -> None:
    link = replace(LINK, expires=int(NOW.timestamp()) + minutes * 60)
    with pytest.raises(LinkError):
        open_link([SECRET], seal_link(SECRET, link), NOW)


def test_a_changed_letter_is_noticed_wherever_it_stands() -> None:
    token = seal_link(SECRET, LINK)
    for place in range(0, len(token) - 1, 7):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(LinkError):
            open_link([SECRET], changed, NOW)


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 5000, "../../etc/passwd"])
def test_whatever_else_stands_there_opens_nothing(token: str) -> None:
    with pytest.raises(LinkError):
        open_link([SECRET], token, NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"once": "short"},
        {"once": "with blank in it"},
        {"family": "x" * 81},
        {"address": 5},
        {"expires": "soon"},
        {"others": "a@free.fr"},
        {"others": ("a@free.fr",) * 4},
        {"others": (5,)},
    ],
)
def test_a_sealed_link_must_still_be_in_form(changes: dict[str, object]) -> None:
    with pytest.raises(LinkError):
        open_link([SECRET], seal_link(SECRET, replace(LINK, **changes)), NOW)  # type: ignore[arg-type]


def manual() -> str:
    return (HOUSE / "docs" / "vendor-link.md").read_text(encoding="utf-8")


def test_the_manuals_python_program_makes_links_that_open() -> None:
    program = re.search(r"```python\n(.*?)```", manual(), re.DOTALL)
    assert program
    names: dict[str, Any] = {}
    exec(program[1], names)  # noqa: S102
    url = names["make_link"]("https://site.example", SECRET, {"organisation": "tilleuls", "family": "Famille É"})
    link = open_link([SECRET], url.rpartition("/")[2], datetime.now(UTC))
    assert (link.organisation, link.family) == ("tilleuls", "Famille É")


def test_the_token_that_php_made_opens() -> None:
    token = manual().split()[-1]
    link = open_link(["un-secret-de-trente-deux-signes-au-moins"], token, datetime.fromtimestamp(1793612400 - 300, UTC))
    assert (link.family, link.address, link.once) == ("Famille É", "camille@free.fr", "abcdefgh12345678")
