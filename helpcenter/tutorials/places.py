"""Where a sheet stands: its public address, that of its sibling, and of its pictures."""

from collections.abc import Callable
from dataclasses import dataclass

from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.sheet import Sheet, Step


@dataclass(frozen=True)
class SheetPlace:
    """The addresses that a sheet shows; what one kind of sheet does not show stays empty."""

    page: str
    other: str
    picture: Callable[[Step], str]
    logo: str = ""
    qr: str = ""

    @property
    def short_page(self) -> str:
        """The address as one types it."""
        return self.page.partition("://")[2] or self.page


def sheet_path(branding: ShownBranding, tutorial_id: str, locale: str) -> str:
    """The path of the public page: branded for an organisation, neutral for the vendor."""
    folder = f"o/{branding.slug}" if branding.slug else "tutorials"
    return f"/{locale}/{folder}/{tutorial_id}"


def screen_query(sheet: Sheet) -> str:
    """What must stand behind the path when the screen's language is not the text's."""
    return "" if sheet.screen.code == sheet.locale.code else f"?screen={sheet.screen.code}"


def other_path(sheet: Sheet) -> str:
    """The path of the tutorial for those who have already received a mail, or have not; empty when there is none."""
    return sheet_path(sheet.branding, sheet.other_way.id, sheet.locale.code) + screen_query(sheet) if sheet.other_way else ""
