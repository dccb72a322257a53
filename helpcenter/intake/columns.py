"""Which column of a table is which, and what its cells name: a language, further addresses of the family."""

import re
from collections.abc import Sequence

from helpcenter.i18n.cells import plain, read_date
from helpcenter.i18n.locales import FAMILY_LOCALES, LOCALES

__all__ = ["NEEDED", "ORDER", "find_columns", "plain", "read_addresses", "read_date", "read_language"]
# The names of a column, without accents, blanks and marks; the first is that of the template.
NAMES = {
    "label": [
        "famille",
        "family",
        "nom",
        "name",
        "foyer",
        "usager",
        "usagers",
        "nomdefamille",
        "nomdelafamille",
        "responsable",
        "dossier",
        "label",
    ],
    "address": [
        "adressemail",
        "adresseemail",
        "mail",
        "email",
        "courriel",
        "emailaddress",
        "mailaddress",
        "adresseelectronique",
        "adressecourriel",
        "adressemel",
        "mel",
    ],
    "last_mail_on": [
        "derniermail",
        "date",
        "jour",
        "dernierenvoi",
        "datedudernierenvoi",
        "datedudernieremail",
        "datedudernieremailenvoye",
        "datedenvoi",
        "dateenvoi",
        "lastmail",
    ],
    "error_text": ["erreur", "error", "messagederreur", "errormessage", "textederreur", "motif"],
    "locale": ["langue", "language", "locale"],
    "ticket": ["ticket", "numerodeticket", "noticket", "nticket", "ticketnumber"],
    # Only what says that it is meant: a plain "mail 2" may well be an address where mails arrive.
    "others": [
        "autreadressemail",
        "autreadresseemail",
        "autresadressesmail",
        "autreadresse",
        "autresadresses",
        "autremail",
        "autreemail",
        "autrecourriel",
        "othermailaddress",
        "otheraddress",
        "otheraddresses",
        "othermail",
        "otheremail",
    ],
    "household": [
        "numerodefamille",
        "numerodelafamille",
        "numerofamille",
        "nodefamille",
        "nofamille",
        "ndefamille",
        "nfamille",
        "numfamille",
        "idfamille",
        "codefamille",
        "familynumber",
        "familyno",
        "familyid",
    ],
}
# A postal address is called so too: taken for the mail address only when no other column is.
ALSO_ADDRESS = ("adresse", "address")
NEEDED = ("label", "address", "last_mail_on")
# Without a line of names, the columns stand in this order.
ORDER = ("label", "address", "last_mail_on", "error_text", "locale", "ticket", "others", "household")
BETWEEN_ADDRESSES = re.compile(r"[\s,;/|]+")
LANGUAGES = {
    "fr": ("francais", "french"),
    "en": ("anglais", "english"),
    "es": ("espagnol", "spanish", "espanol"),
    "pt": ("portugais", "portuguese", "portugues"),
    "de": ("allemand", "german", "deutsch"),
    "it": ("italien", "italian", "italiano"),
    "tr": ("turc", "turkish", "turkce"),
    "ar": ("arabe", "arabic"),
}


def find_columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands, read from a line of names; None when this line holds no names but a family."""
    if any("@" in cell for cell in cells):
        return None
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        meant = next((name for name, names in NAMES.items() if plain(cell) in names), None)
        if meant:
            columns.setdefault(meant, place)
    also = next((place for place, cell in enumerate(cells) if plain(cell) in ALSO_ADDRESS), None)
    return columns if also is None else {"address": also, **columns}


def read_language(text: str) -> str | None:
    """The language that a cell names: by its code, its own name, in French or in English; None when it names none of ours."""
    word = plain(text)
    own = {code: plain(LOCALES[code].name) for code in FAMILY_LOCALES}
    return next((code for code in FAMILY_LOCALES if word in (code, own[code], *LANGUAGES[code])), None)


def read_addresses(text: str) -> list[str]:
    """The addresses that stand in one cell, with or without names; what holds no address comes back as it is, to be looked at."""
    parts = [part for part in BETWEEN_ADDRESSES.split(text) if part]
    return [part for part in parts if "@" in part] or ([text] if parts else [])
