"""The piece of HTML that an organisation copies into its own site: its sheet in a frame."""

from html import escape

from helpcenter.tutorials.routes import EMBEDDED

# Tall enough for the head of a sheet and its first step on a telephone; the rest scrolls inside.
HEIGHT = 800


def embed_code(page: str, title: str) -> str:
    """The frame of this page: named for those who do not see it, loaded when it comes into sight, allowed to copy the address."""
    # The organisation's site takes this as it is, and its words stand in attributes: both are escaped.
    return (
        f'<iframe src="{escape(page)}?{EMBEDDED}=1" title="{escape(title)}" loading="lazy" width="100%" height="{HEIGHT}" '
        'allow="clipboard-write"></iframe>'
    )
