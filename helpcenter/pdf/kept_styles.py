"""Computed styles that outlive their document: the next one printed with the same stylesheet takes them over."""

from typing import Any

from weasyprint.css import ComputedStyle, StyleFor

# Values that a document's own attributes bring: equal ones are equal. All others live as long as the stylesheet.
FROM_ATTRIBUTES = {"lang", "anchor"}
# Each keeps about 10 kB; a sheet has 150.
MAX_KEPT = 1_500


class KeptStyles:
    """The computed styles of one stylesheet. They depend on the rules that apply and on the parent's style, on nothing else."""

    def __init__(self) -> None:
        self.styles: dict[tuple[Any, ...], ComputedStyle] = {}
        # The engine notes the page here, for lengths relative to it; one stylesheet has one page.
        self.page_sizes: dict[str, Any] = {"box": None, "area": None}

    def trim(self) -> None:
        """Forget everything when it is too much; call it between two documents."""
        if len(self.styles) > MAX_KEPT:
            self.styles.clear()


class WarmStyleFor(StyleFor):
    """The engine's styles of a document, looked up in what is kept before they are made."""

    def __init__(self, kept: KeptStyles, *arguments: Any) -> None:
        self._kept = kept
        super().__init__(*arguments)
        self.initial_page_sizes = kept.page_sizes

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
