"""Where a long mail address goes on in the next line of a phone: between its words."""

from markupsafe import Markup, escape

from helpcenter.i18n.long_addresses import address_parts

# What is shorter fits into one line of the narrowest screen; inside it nothing needs to be looked for.
LONGEST_LINE = 30
MAY_BREAK = Markup("<wbr>")


def breakable(address: str) -> Markup:
    """The address for a page of the site; what is copied from the page is the address alone."""
    return escape(address) if len(address) <= LONGEST_LINE else MAY_BREAK.join(address_parts(address))


def break_code(html: Markup, address: str) -> Markup:
    """A text that shows the address as code, as staff write it."""
    written = Markup("<code>{}</code>")
    return html.replace(written.format(address), written.format(breakable(address)))
