"""`{% kept KEY %}…{% endkept %}`: a part of a template that is rendered once for each key and language, then shown from memory.

The part promises to depend on its key, the language, and what never changes while the site runs: settings, static files, routes.
Nothing about families and nothing that belongs to a session stands in one: what is kept here is the frame of a page, not its content.
"""

from collections.abc import Callable, Hashable

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

# In characters. When it is full all is made anew: the frames of a few hundred pages fit.
MOST_KEPT = 2_000_000
# What else a part depends on: where the site lives, and the language of the page.
Where = Callable[[], Hashable]


class KeptParts(Extension):
    """The tag; an environment that was not told where it is (`init`) renders each part each time."""

    tags = {"kept"}  # noqa: RUF012
    where: Where | None = None

    def init(self, where: Where) -> None:
        """Keep parts from now on."""
        self.where = where
        self._parts: dict[Hashable, str] = {}
        self.size = 0

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call that renders its body when it must."""
        line = next(parser.stream).lineno
        key = parser.parse_tuple(explicit_parentheses=True)
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        # Its number in its template: several may stand in one line.
        place = nodes.Const(f"{parser.name}:{parser.free_identifier().name}")
        call = self.call_method("show", [place, key], lineno=line)
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def show(self, place: str, key: Hashable, caller: Callable[[], str]) -> str:
        """The part of this place in its template, for this key."""
        if self.where is None:
            return caller()
        name = (place, self.where(), key)
        found = self._parts.get(name)
        return found if found is not None else self._keep(name, caller())

    def _keep(self, name: Hashable, part: str) -> str:
        self.size += len(part)
        if self.size > MOST_KEPT:
            self._parts, self.size = {}, len(part)
        self._parts[name] = part
        return part


def keep_parts(extensions: dict[str, Extension], where: Where) -> None:
    """Let an environment that has the tag keep its parts."""
    tag = extensions[KeptParts.identifier]
    if isinstance(tag, KeptParts):
        tag.init(where)
