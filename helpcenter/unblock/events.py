"""What the room tells the rooms above it and itself; each is published in the transaction that made it true."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseEvent:
    """Which case."""

    case_id: int


@dataclass(frozen=True)
class CaseOpened(CaseEvent):
    """An organisation, or somebody for it, opened a case."""


@dataclass(frozen=True)
class CaseChanged(CaseEvent):
    """One track took a step: `track` is consent or provider, the states are words of workflow.py."""

    track: str
    before: str
    after: str


@dataclass(frozen=True)
class CaseEnded(CaseEvent):
    """The case has an ending (workflow.Ending)."""


@dataclass(frozen=True)
class CaseReopened(CaseEvent):
    """Mails fail again, or somebody answered after all."""
