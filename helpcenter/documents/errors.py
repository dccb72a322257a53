"""What is wrong in a content file, named with its file and line."""

from collections.abc import Iterator, Sequence
from pathlib import Path


class ContentError(Exception):
    """A mistake in a content file; `also` holds further mistakes found in the same reading."""

    def __init__(self, file: Path, line: int, message: str, also: Sequence["ContentError"] = ()) -> None:
        super().__init__(file, line, message)
        self.file = file
        self.line = line
        self.message = message
        self.also = tuple(also)

    def each(self) -> Iterator["ContentError"]:
        """This mistake and the others found with it."""
        yield self
        for error in self.also:
            yield from error.each()

    def __str__(self) -> str:
        return "\n".join(f"{error.file}:{error.line}: {error.message}" for error in self.each())


def raise_together(errors: Sequence[ContentError]) -> None:
    """Raise the first of these errors, which carries the others; nothing when there is none."""
    if errors:
        first, *others = errors
        raise ContentError(first.file, first.line, first.message, also=[*first.also, *others])
