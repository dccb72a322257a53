"""Where logos lie: a folder per organisation outside the web root, each file named by the hash of its bytes."""

import contextlib
import re
from pathlib import Path

from helpcenter.documents.saving import write_whole
from helpcenter.organisations.logos import Logo, make_screen_logo

HASH = re.compile(r"[0-9a-f]{64}")


class LogoStore:
    """The logos of this installation; an organisation reaches its own files only."""

    def __init__(self, instance: Path) -> None:
        self._folder = instance / "logos"

    def keep(self, organisation_id: int, logo: Logo) -> str:
        """Store a logo whole or not at all, and give its hash; the same bytes are stored once."""
        path = self._path(organisation_id, logo.hash)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, logo.data, mode=0o600)
        return logo.hash

    def find(self, organisation_id: int, logo_hash: str | None) -> bytes | None:
        """The PNG of this hash, if this organisation has stored it."""
        # Nothing but a hash becomes a part of a path.
        if not logo_hash or not HASH.fullmatch(logo_hash):
            return None
        try:
            return self._path(organisation_id, logo_hash).read_bytes()
        except FileNotFoundError:
            return None

    def find_for_screen(self, organisation_id: int, logo_hash: str | None) -> bytes | None:
        """The same logo, as small as pages need it; made when it is first asked for."""
        data = self.find(organisation_id, logo_hash)
        if data is None or logo_hash is None:
            return None
        path = self._path(organisation_id, logo_hash).with_suffix(".screen.png")
        with contextlib.suppress(FileNotFoundError):
            return path.read_bytes()
        small = make_screen_logo(data)
        # A full disk is no reason to show no logo.
        with contextlib.suppress(OSError):
            write_whole(path, small, mode=0o600)
        return small

    def has(self, organisation_id: int, logo_hash: str) -> bool:
        """True when this organisation has stored a logo of this hash."""
        return bool(HASH.fullmatch(logo_hash)) and self._path(organisation_id, logo_hash).is_file()

    def _path(self, organisation_id: int, logo_hash: str) -> Path:
        # By organisation: whoever knows a hash opens nothing of another's (docs/decisions/0010).
        return self._folder / str(organisation_id) / f"{logo_hash}.png"
