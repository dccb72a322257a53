"""How a reader wants a sheet: the language of their screen, a second language beside the first, larger letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from urllib.parse import urlencode

from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.labels.mail_clients import LOCALE


class Size(StrEnum):
    """The letters of a sheet."""

    NORMAL = "normal"
    """Two pages of A4 at most."""
    LARGE = "large"
    """16 point and more, for whoever reads with difficulty; as many pages as it takes."""


@dataclass(frozen=True)
class SheetOptions:
    """The wishes for one sheet; None leaves it to the sheet: the text's own screen, one language, the organisation's size."""

    screen: str | None = None
    second: str | None = None
    size: Size | None = None

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Self:
        """The wishes in an address (`?screen=fr&with=ar&size=large`); what nobody knows is no wish."""
        screen, second, size = (args.get(name, "") for name in ("screen", "with", "size"))
        return cls(
            screen if LOCALE.fullmatch(screen) else None,
            second if second in FAMILY_LOCALES else None,
            Size(size) if size in set(Size) else None,
        )

    def query(self) -> str:
        """The wishes as the end of an address; empty without any."""
        wishes = {"screen": self.screen, "with": self.second, "size": self.size}
        return "?" + urlencode(given) if (given := {name: wish for name, wish in wishes.items() if wish}) else ""


AS_IT_IS = SheetOptions()
