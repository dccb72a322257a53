"""What one render may cost, and by which engine; passed to the worker process on its command line."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Limits:
    """The bounds of one worker process. A sheet takes a tenth of a second and 100 MB."""

    memory_megabytes: int = 1024
    cpu_seconds: int = 20
    wall_seconds: int = 60
    documents: int = 200
    idle_seconds: int = 300
    niceness: int = 19
    # 1: the engine alone, without what makes it quick (docs/decisions/0023).
    is_plain: int = 0

    def to_arguments(self) -> list[str]:
        """For the command line of the worker."""
        return [str(value) for value in astuple(self)]

    @classmethod
    def from_arguments(cls, arguments: list[str]) -> "Limits":
        """Read back what `to_arguments` wrote."""
        return cls(*map(int, arguments))
