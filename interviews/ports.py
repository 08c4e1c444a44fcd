"""What the room of interviews asks of the floor above it, which registers itself when it starts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from interviews.attention.facts import Finding
from interviews.attention.thresholds import Thresholds


class Watch(Protocol):
    """What is wrong with the connections of a company, for its queue."""

    def findings(self, company_id: int, now: datetime, limits: Thresholds) -> Iterable[Finding]:
        """A constant number of statements."""


class Vendors(Protocol):
    """What vendors take of a change to an interview, as far as is known without asking them."""

    def closed(self, interviews: Collection[int]) -> Mapping[int, Mapping[str, str]]:
        """Of each interview why it cannot be changed from here, by `reschedule`, `cancel` and `panel`; "" where it can.
        A constant number of statements.
        """


class NobodyHome:
    """Stands in until a floor has registered: nothing is known of connections."""

    def findings(self, company_id: int, now: datetime, limits: Thresholds) -> Iterable[Finding]:
        return ()

    def closed(self, interviews: Collection[int]) -> Mapping[int, Mapping[str, str]]:
        return {}


@dataclass(slots=True)
class Ports:
    watch: Watch = field(default_factory=NobodyHome)
    vendors: Vendors = field(default_factory=NobodyHome)


ports = Ports()
