"""Who arranges an interview. There is one notion of it, for lists, queue and API: the colleague who was chosen here,
else whoever organizes it at the vendor where that is a colleague, else who looks after the candidate, else the one of
the candidate's project.

A row of the queue may be handed to somebody else for as long as its reason lasts; that changes nothing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Arranged:
    """Of one interview: ids of users, but `organizer`, who is a person over all systems."""

    chosen: int | None = None
    organizer: int | None = None
    candidate: int | None = None
    project: int | None = None


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Of a company: their names by id, and the persons over all systems who are among them."""

    names: Mapping[int, str] = field(default_factory=dict)
    known: Mapping[int, int] = field(default_factory=dict)

    def coordinator_of(self, one: Arranged) -> int | None:
        """None is nobody. Who has left the company arranges nothing any more."""
        ranked = (one.chosen, self.known.get(one.organizer or 0), one.candidate, one.project)
        return next((user for user in ranked if user in self.names), None)
