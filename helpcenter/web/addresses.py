"""How the site writes its own addresses: each learns it when it is first written, not when the site starts."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class LateRule(Rule):
    """A rule of Werkzeug's; compiling how all 269 addresses are built took most of the start of every command."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        make = super()._compile_builder
        name = "_build_unknown" if append_unknown else "_build"

        # The names of an address's parts come as keywords: none of ours may be in their way.
        def build_first(rule: "LateRule", /, **values: Any) -> tuple[str, str]:
            build = make(append_unknown).__get__(rule, None)
            setattr(rule, name, build)
            address: tuple[str, str] = build(**values)
            return address

        return build_first
