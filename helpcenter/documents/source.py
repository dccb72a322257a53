"""A text as Markdown that can be read outside the site: variables filled, addresses complete."""

from collections.abc import Iterable, Mapping
from typing import Any

from helpcenter.documents.shelf import Page
from helpcenter.documents.variables import fill_text


def plain_source(page: Page[Any], heading: Iterable[str], values: Mapping[str, str], base_url: str) -> str:
    """The Markdown of a page below the given first blocks; links and pictures lead to `base_url`."""
    body = page.document.body
    for link in page.rendered.links:
        if link.url.startswith("/"):
            # With its bracket: the same words in the text are no link.
            body = body.replace(f"]({link.target})", f"]({base_url}{link.url})")
    for picture in page.rendered.pictures:
        body = body.replace(f"]({picture.file.name}", f"]({base_url}{picture.url}")
    text = "\n\n".join([*heading, body.strip()])
    return fill_text(text, values, page.file) + "\n"
