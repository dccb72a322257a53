"""What this room keeps in content/: the notices, and what the check says of them."""

from collections.abc import Iterator

from helpcenter.consent.notices import NoticeMeta, check_notices
from helpcenter.documents.checks import Check, Problem, problems_of
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Shelf
from helpcenter.i18n.locales import FAMILY_LOCALES


def check_consent(library: Library) -> Iterator[Problem]:
    """The notices: the same versions in every language, short, without unknown variables."""
    for error in check_notices(library.root, FAMILY_LOCALES):
        yield from problems_of(error)


# Notices have versions instead of slugs, and are read by notices.py.
SHELVES: list[Shelf[NoticeMeta]] = []
CHECKS: list[Check] = [check_consent]
