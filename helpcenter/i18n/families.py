"""Which words families read, and so which must exist in all of their languages."""

from fnmatch import fnmatch

# Files below helpcenter/ whose words families' pages, sheets, kit texts and mails show.
FAMILY_FILES = (
    "consent/*.py",
    "templates/consent/*",
    "templates/replies/held.html",
    "templates/suppressions/held.html",
    "suppressions/person_words.py",
    "intake/family*.py",
    "intake/strangers.py",
    "templates/intake/family*",
    "templates/handover/family/*",
    "templates/tutorials/*",
    "templates/articles/head.html",
    "templates/kit/paper_parts.html",
    "templates/web/error.html",
    "templates/web/forms.html",
    "templates/web/layout.html",
    "templates/web/no_pdf.html",
    "tutorials/*.py",
    "organisations/public_pages.py",
    "web/errors.py",
    "web/pdf_pages.py",
)
# … but for these, which members of an organisation or staff read.
OTHER_FILES = (
    "templates/tutorials/staff*",
    "tutorials/staff*.py",
    "tutorials/commands.py",
)


def is_for_families(file: str) -> bool:
    """True for a file, named from helpcenter/, whose words families read."""
    return any(fnmatch(file, pattern) for pattern in FAMILY_FILES) and not any(fnmatch(file, pattern) for pattern in OTHER_FILES)
