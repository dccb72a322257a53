"""The language of each passage, said to screen readers: a French label inside a Turkish sentence is read aloud in French.

The engine tells the language of the whole document only (PDF/UA asks for each change: ISO 14289-1, 7.2).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydyf import Dictionary, String
from weasyprint.pdf import tags

build_box_tree = tags._build_box_tree


@contextmanager
def tagged_languages(language: str) -> Iterator[None]:
    """While the block runs, tags of a passage in another language than what is around it name theirs."""
    around = [language]

    def build(box: Any, *arguments: Any) -> Iterator[Dictionary]:
        own = box.style["lang"] or around[-1]
        differs = own.lower() != around[-1].lower()
        around.append(own)
        for element in build_box_tree(box, *arguments):
            if differs:
                _name(element, own)
            yield element
        # As deep as the boxes: above, what is around has its own language again.
        around.pop()

    tags._build_box_tree = build
    try:
        yield
    finally:
        tags._build_box_tree = build_box_tree


def _name(element: Dictionary, language: str) -> None:
    element["Lang"] = String(language)
    if element["S"] == "/NonStruct":
        # Readers skip what is no structure.
        element["S"] = "/Span"
