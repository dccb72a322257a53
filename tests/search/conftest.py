"""A small French and English knowledge base, searched in a temporary folder."""

from pathlib import Path

import pytest

from helpcenter.search.service import Searches
from tests.search.texts import MemorySource, write_words

SYNONYMS = """
synonyms:
  - [mail, e-mail, courriel]
  - [boîte pleine, quota dépassé, boîte saturée]
  - [débloquer, lever le blocage]
  - [par erreur, sans le vouloir]
"""


@pytest.fixture
def engine_name() -> str:
    """No page of this room asks the database."""
    return "sqlite"


@pytest.fixture
def source() -> MemorySource:
    """Six texts."""
    source = MemorySource()
    source.put("full", "La boîte de la famille est pleine", "Le mail n’est pas remis. La famille fait de la place.")
    source.put("blocked", "Mail bloqué : que faire ?", "Le prestataire a bloqué l’adresse de la famille.")
    source.put(
        "steps",
        "Débloquer une adresse",
        "Une demande, un accord.",
        sections=[
            ("request", "Faire la demande", "Écrivez à l’assistance."),
            ("consent", "L’accord de la famille", "La famille répond oui."),
        ],
    )
    source.put("sender", "L’adresse d’expéditeur", "C’est l’adresse ne-pas-repondre@ani.example, visible après « De ».")
    source.put("codes", "Lire un message d’erreur", "Le code 5.1.1 veut dire : adresse inconnue.", keywords=("user unknown",))
    source.put("full", "The mailbox is full", "The mail was not delivered.", locale="en")
    return source


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with synonyms."""
    folder = tmp_path / "content"
    write_words(folder, "fr", SYNONYMS)
    return folder


@pytest.fixture
def searches(tmp_path: Path, content: Path, source: MemorySource) -> Searches:
    """The search over the source."""
    return Searches(tmp_path / "search", content, [source])
