"""Computed styles that outlive their document: the next one printed with the same stylesheet takes them over."""

import re
from typing import Any

from weasyprint.css import ComputedStyle, StyleFor

# Values that a document's own attributes bring: equal ones are equal. All others live as long as the stylesheet.
FROM_ATTRIBUTES = {"lang", "anchor"}
# Each keeps about 10 kB; a sheet has 150.
MAX_KEPT = 1_500
# Structures of documents; each keeps about 30 kB.
MAX_STRUCTURES = 40
# What differs between organisations and no rule looks at: only whether they are there.
UNSEEN = {"href", "src", "alt"}
BRINGING_RULES = {"style", "link"}
SEEN_AFTER_ALL = re.compile(r"\[\s*(href|src|alt)\s*[~|^$*]?=")


class KeptStyles:
    """The computed styles of one stylesheet. They depend on the rules that apply and on the parent's style, on nothing else."""

    def __init__(self, stylesheet: str = "") -> None:
        self.styles: dict[tuple[Any, ...], ComputedStyle] = {}
        # By the structure of a whole document: the style of each element, and of what rules put before or after it.
        self.structures: dict[tuple[Any, ...], list[tuple[int, str | None, ComputedStyle]]] = {}
        self._is_blind_to_links = SEEN_AFTER_ALL.search(stylesheet) is None
        # The engine notes the page here, for lengths relative to it; one stylesheet has one page.
        self.page_sizes: dict[str, Any] = {"box": None, "area": None}

    def trim(self) -> None:
        """Forget everything when it is too much; call it between two documents."""
        # Structures hold styles: they go together.
        if len(self.styles) > MAX_KEPT:
            self.styles.clear()
            self.structures.clear()
        if len(self.structures) > MAX_STRUCTURES:
            self.structures.clear()

    def structure_of(self, elements: list[Any]) -> tuple[Any, ...] | None:
        """All that rules can look at, in reading order, where tags and numbers of children make a tree; None when rules are inside."""
        if any(each.tag in BRINGING_RULES for each in elements):
            return None
        return tuple((each.tag, len(each), bool(each.text), bool(each.tail), self._attributes_of(each)) for each in elements)

    def _attributes_of(self, element: Any) -> tuple[tuple[str, str], ...]:
        if not self._is_blind_to_links:
            return tuple(element.attrib.items())
        return tuple((name, "" if name in UNSEEN else value) for name, value in element.attrib.items())


class WarmStyleFor(StyleFor):
    """The engine's styles of a document, looked up in what is kept before they are made."""

    def __init__(self, kept: KeptStyles, html: Any, sheets: Any, hints: bool, fonts: Any, targets: Any) -> None:
        self._kept = kept
        elements = list(html.etree_element.iter())
        structure = kept.structure_of(elements)
        found = kept.structures.get(structure) if structure else None
        if found:
            self._take_over(found, elements, sheets, fonts, targets)
        else:
            super().__init__(html, sheets, hints, fonts, targets)
        if structure and not found:
            kept.structures[structure] = self._by_place(elements)
        self.initial_page_sizes = kept.page_sizes

    def _by_place(self, elements: list[Any]) -> list[tuple[int, str | None, ComputedStyle]]:
        places = {element: place for place, element in enumerate(elements)}
        return [(places[element], pseudo_type, style) for (element, pseudo_type), style in self._computed_styles.items()]

    def _take_over(self, found: Any, elements: list[Any], sheets: Any, fonts: Any, targets: Any) -> None:
        """What the engine's own beginning sets, without a look at a rule."""
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles = {(elements[place], pseudo_type): style for place, pseudo_type, style in found}
        self._sheets, self.font_config = sheets, fonts
        for _place, _pseudo_type, style in found:
            if style["anchor"]:
                targets.collect_anchor(style["anchor"])

    def set_computed_styles(self, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, **context: Any) -> None:
        """Set the computed style of an element, taking over a kept one."""
        key = self._key(element, parent, pseudo_type)
        kept = self._kept.styles.get(key)
        if kept is None:
            super().set_computed_styles(element, parent, root, pseudo_type, **context)
            self._kept.styles[key] = self._computed_styles[element, pseudo_type]
            return
        self._computed_styles[element, pseudo_type] = kept
        collector = context.get("target_collector")
        if collector and kept["anchor"]:
            collector.collect_anchor(kept["anchor"])

    def _key(self, element: Any, parent: Any, pseudo_type: str | None) -> tuple[Any, ...]:
        above = self._computed_styles.get((parent, None)) if parent is not None else None
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        rules = tuple((name, value if name in FROM_ATTRIBUTES else id(value), str(weight)) for name, (value, weight) in cascaded.items())
        # Identities stay valid: a kept style holds its parent and its values.
        return id(above), pseudo_type, rules
