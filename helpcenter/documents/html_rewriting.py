"""Safe HTML read once more, from its start to its end: addresses changed, elements left out, words added. It stays safe."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

# Gives the address to write instead of this one.
ChangeUrl = Callable[[str], str]
Attributes = list[tuple[str, str | None]]


class Rewriter(HTMLParser):
    """Writes what it reads; subclasses change what passes through `start`, `end` and `words`."""

    def __init__(self) -> None:
        # Entities pass as they were written: turned into letters, &lt; would come out as the start of a tag.
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []

    def rewrite(self, html: str) -> Markup:
        """The whole text, rewritten; `html` has been sanitised before."""
        self.feed(html)
        self.close()
        # Attributes are escaped again below, and nothing else was added without being escaped.
        return Markup("").join(Markup(part) for part in self.written)  # noqa: S704

    def start(self, tag: str, attributes: Attributes) -> None:
        """Write the start of an element."""
        self.written.append(f"<{tag}{''.join(_attribute(name, value) for name, value in attributes)}>")

    def end(self, tag: str) -> None:
        """Write the end of an element."""
        self.written.append(f"</{tag}>")

    def words(self, text: str) -> None:
        """Write a text that is escaped already."""
        self.written.append(text)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Called by the parser."""
        self.start(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser."""
        self.end(tag)

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        self.words(data)

    def handle_entityref(self, name: str) -> None:
        """Called by the parser."""
        self.words(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Called by the parser."""
        self.words(f"&#{name};")


class LinkRewriter(Rewriter):
    """Changes the addresses of links, and nothing else."""

    def __init__(self, change: ChangeUrl) -> None:
        super().__init__()
        self._change = change

    def start(self, tag: str, attributes: Attributes) -> None:
        """Write an element; a link with its new address."""
        super().start(tag, [(name, self._change(value) if name == "href" and value else value) for name, value in attributes])


def rewrite_links(html: str, change: ChangeUrl) -> Markup:
    """The same HTML with other addresses behind its links."""
    return LinkRewriter(change).rewrite(html)


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{escape(value)}"'
