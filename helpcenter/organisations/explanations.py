"""Why something was refused, in words that say what to do."""

from helpcenter.organisations.addresses import AddressProblem
from helpcenter.organisations.logos import LogoProblem
from helpcenter.web.locale import _, _l

TOO_HEAVY = _l("This file is larger than 2 MB. Export the logo in a smaller size (1200 pixels wide are enough).")


def explain_logo(problem: LogoProblem) -> str:
    """What is wrong with a file and how to get one that works."""
    texts: dict[LogoProblem, str] = {
        LogoProblem.EMPTY: _("This file is empty. Choose the picture again."),
        LogoProblem.TOO_HEAVY: str(TOO_HEAVY),
        LogoProblem.SVG: _("Vector drawings (SVG) are not accepted, for they can hold programs. Export the logo as PNG, 1200 pixels wide."),
        LogoProblem.NOT_A_PICTURE: _("This file is not a PNG, JPEG or WebP picture. Export the logo as PNG and choose that file."),
        LogoProblem.TOO_LARGE: _("This picture has too many pixels. Make it smaller: 1200 pixels wide are enough."),
        LogoProblem.DAMAGED: _("This file begins like a picture but cannot be opened as one. Export the logo again as PNG."),
    }
    return texts[problem]


def explain_address(problem: AddressProblem) -> str:
    """What is wrong with an address and how it is written."""
    texts: dict[AddressProblem, str] = {
        AddressProblem.INVISIBLE: _("This address holds a line break or an invisible character. Type it by hand instead of pasting it."),
        AddressProblem.TOO_LONG: _("This address is too long: at most 254 characters, 64 of them before the @."),
        AddressProblem.NOT_ONE_AT: _("An address has exactly one @. Example: reception@town-hall.example"),
        AddressProblem.LOCAL_PART: _(
            "Before the @, only unaccented letters, digits and . _ + - are possible, beginning with a letter or digit."
        ),
        AddressProblem.DOMAIN: _("After the @ comes a name with a dot, such as town-hall.example, without accents or blanks."),
    }
    return texts[problem]
