"""Projects as a colleague sees them: how many candidates, and who works on them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from candidates.models import Candidate, Project, ProjectRole
from candidates.permissions import Team
from candidates.selectors.teams import reached_projects, team_of

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    project: Project
    team: list[ProjectRole]
    mine: Team
    candidates: int


def projects_seen(company_id: int, role: str, user_id: int) -> list[Project]:
    """By name, each with `living`, the number of its candidates."""
    living = Count("candidates", filter=Q(candidates__deleted_at=None))
    found = reached_projects(company_id, role, user_id).select_related("account")
    return list(found.annotate(living=living).order_by("name", "pk")[:SHOWN])


def project_view(company_id: int, pk: int, user_id: int) -> ProjectView | None:
    """None where the company has no such project."""
    rows = Project.objects.select_related("account")
    project = rows.filter(company=company_id, pk=pk, deleted_at=None).first()
    if project is None:
        return None
    team = ProjectRole.objects.filter(project=project).select_related("user")
    return ProjectView(
        project=project,
        team=list(team.order_by("pk")),
        mine=team_of(pk, user_id),
        candidates=Candidate.objects.filter(project=project, deleted_at=None).count(),
    )
