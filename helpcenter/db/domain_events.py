"""Domain events: a lower room says what happened, a higher room's handler acts in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

Event = TypeVar("Event")


class DomainEvents:
    """Who listens to what; filled once by app.py, then only read."""

    def __init__(self) -> None:
        self._handlers: dict[type, list[Callable[[Session, Any], None]]] = defaultdict(list)

    def subscribe(self, kind: type[Event], handler: Callable[[Session, Event], None]) -> None:
        """Call `handler(session, event)` for each event of exactly this kind."""
        self._handlers[kind].append(handler)

    def publish(self, session: Session, event: object) -> None:
        """Tell the listeners now, in the caller's transaction: if one fails, all is undone."""
        for handler in self._handlers[type(event)]:
            handler(session, event)
