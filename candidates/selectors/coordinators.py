"""Who of the colleagues looks after a candidate: the one who was chosen here, else the one of the project."""

from collections.abc import Collection, Container
from dataclasses import dataclass

from django.db.models import Q

from candidates.models import Candidate, Project


def coordinator_of(candidate: Candidate, colleagues: Container[int | None]) -> int | None:
    """None is nobody. Who has left the company looks after nobody any more. `project` is read with the candidate."""
    project = candidate.project
    known = (candidate.coordinator_id, project.coordinator_id if project else None)
    return next((user for user in known if user is not None and user in colleagues), None)


@dataclass(frozen=True, slots=True)
class CoordinatedBy:
    """Candidates whom this user looks after; None is nobody. The rest is who could."""

    user: int | None
    colleagues: tuple[int, ...]

    @property
    def where(self) -> Q:
        """The same as `coordinator_of`, for the database."""
        chosen = Q(coordinator__in=self.colleagues)
        if self.user is None:
            return ~chosen & ~of_projects(self.colleagues)
        return Q(coordinator=self.user) | ~chosen & of_projects([self.user])


def of_projects(coordinators: Collection[int]) -> Q:
    """Without a join: there are few projects, and many candidates."""
    return Q(project__in=Project.objects.filter(coordinator__in=coordinators).values("pk"))
