"""What the explanation of one message may cost; passed to the child process on its command line."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
# A report stands in front of the mail that it sends back: of a larger message its head is read.
HEAD = MEGABYTE
# The parts of Outlook's own files stand anywhere in them.
LARGEST_OUTLOOK = 20 * MEGABYTE
# Larger than any mailbox lets through: not looked at.
LARGEST = 64 * MEGABYTE
MEMORY = 512 * MEGABYTE
# The child gives up by itself a little before it would be ended, and lives on.
SOFT_SHARE = 0.8
IDLE_SECONDS = 600


@dataclass(frozen=True)
class Limits:
    """The bounds of one child process; an ordinary message takes a few milliseconds and 60 MB."""

    seconds: float = 0.5
    memory: int = MEMORY
    idle_seconds: float = IDLE_SECONDS

    @property
    def soft_seconds(self) -> float:
        """The processor time after which the child gives up."""
        return self.seconds * SOFT_SHARE

    def to_arguments(self) -> list[str]:
        """For the command line of the child."""
        return [str(self.seconds), str(self.memory), str(self.idle_seconds)]

    @classmethod
    def from_arguments(cls, seconds: str, memory: str, idle_seconds: str) -> "Limits":
        """Read back what `to_arguments` wrote."""
        return cls(float(seconds), int(memory), float(idle_seconds))
