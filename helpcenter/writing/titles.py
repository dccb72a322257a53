"""Titles of the catalogue as people read them."""

from pathlib import Path

from helpcenter.documents.errors import ContentError
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_text, site_variables
from helpcenter.web.context import services


def readable(title: str, locale: str) -> str:
    """A title with its variables filled and the blanks of its language; as it is written when a variable is unknown."""
    try:
        return typeset(fill_text(title, site_variables(services().settings), Path()), locale)
    except ContentError:
        # The check names the variable; a list must be shown all the same.
        return title
