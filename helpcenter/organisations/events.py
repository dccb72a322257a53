"""What happened to an organisation that other rooms want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetsChanged:
    """The sheets of this organisation look different from now on."""

    organisation_id: int
