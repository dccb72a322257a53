"""What happened to people that other rooms want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StaffLeft:
    """This person no longer works for the vendor."""

    user_id: int
