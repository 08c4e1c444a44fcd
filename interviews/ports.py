"""What the room of interviews asks of the floor above it, which registers itself when it starts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from interviews.attention.facts import Finding
from interviews.attention.thresholds import Thresholds


class Watch(Protocol):
    """What is wrong with the connections of a company, for its queue."""

    def findings(self, company_id: int, now: datetime, limits: Thresholds) -> Iterable[Finding]:
        """A constant number of statements."""


class NobodyWatches:
    """Stands in until a floor has registered: nothing is known of connections."""

    def findings(self, company_id: int, now: datetime, limits: Thresholds) -> Iterable[Finding]:
        return ()


@dataclass(slots=True)
class Ports:
    watch: Watch = field(default_factory=NobodyWatches)


ports = Ports()
