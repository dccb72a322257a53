"""Where a sheet stands: its public address, that of its sibling, and of its pictures."""

from collections.abc import Callable
from dataclasses import dataclass

from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.sheet_parts import Sheet, Step


@dataclass(frozen=True)
class SheetPlace:
    """The addresses that a sheet shows; what one kind of sheet does not show stays empty."""

    page: str
    other: str
    picture: Callable[[Step], str]
    logo: str = ""
    qr: str = ""
    # The page for whoever is stuck; the id of a step goes behind it.
    stuck: str = ""
    stuck_query: str = ""
    stuck_qr: str = ""
    # The address of a file that the page offers.
    file: Callable[[str], str] = str

    @property
    def short_page(self) -> str:
        """The address as one types it."""
        return self.page.partition("://")[2] or self.page

    @property
    def short_stuck(self) -> str:
        """The address of the page for whoever is stuck, as one types it."""
        return self.stuck.partition("://")[2] or self.stuck


def sheet_path(branding: ShownBranding, tutorial_id: str, locale: str) -> str:
    """The path of the public page: branded for an organisation, neutral for the vendor."""
    folder = f"o/{branding.slug}" if branding.slug else "tutorials"
    return f"/{locale}/{folder}/{tutorial_id}"


def options_query(sheet: Sheet) -> str:
    """What must stand behind the path of this very sheet: its screen's language when not the text's, the second language, the size."""
    return SheetOptions(_other_screen(sheet), _second(sheet), sheet.options.size).query()


def paper_query(sheet: Sheet) -> str:
    """The same for the address printed on paper: on a phone one makes letters larger oneself."""
    return SheetOptions(_other_screen(sheet), _second(sheet)).query()


def stuck_path(sheet: Sheet) -> str:
    """The path of the page for whoever is stuck."""
    return f"{sheet_path(sheet.branding, sheet.id, sheet.locale.code)}/stuck"


def stuck_query(sheet: Sheet) -> str:
    """What must stand behind the path of that page: the language of the screen on which one is stuck, when not the text's."""
    return SheetOptions(_other_screen(sheet)).query()


def other_path(sheet: Sheet) -> str:
    """The path of the tutorial for those who have already received a mail, or have not; empty when there is none."""
    if not sheet.other_way:
        return ""
    return sheet_path(sheet.branding, sheet.other_way.id, sheet.locale.code) + options_query(sheet)


def _other_screen(sheet: Sheet) -> str | None:
    return sheet.screen.code if sheet.screens and sheet.screen.code != sheet.locale.code else None


def _second(sheet: Sheet) -> str | None:
    return sheet.second.locale.code if sheet.second else None
