"""Who has a part in a project, and what is shared with whom."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from candidates.models import Candidate, Membership, Project, ProjectRole, Share, User
from candidates.permissions import ADMINS, RULES, Part, Right, Team, allows, parts_of

ALL = Q()

COLUMNS = {
    "interview_manager": Part.INTERVIEW_MANAGER,
    "evaluator": Part.EVALUATOR,
    "reviewer": Part.REVIEWER,
}


def team_of(project_id: int | None, user_id: int | None) -> Team:
    """One statement. Candidates without a project have no team."""
    if project_id is None:
        return Team()
    roles = list(ProjectRole.objects.filter(project=project_id))
    own = [role for role in roles if role.user_id == user_id]
    return Team(own=frozenset().union(*map(parts_in, own)), empty=not roles)


def parts_in(role: ProjectRole) -> frozenset[Part]:
    return frozenset(part for column, part in COLUMNS.items() if getattr(role, column))


def barred_from(
    right: Right, candidates: Collection[Candidate], role: str, user_id: int
) -> dict[int, str]:
    """Those among these for whom somebody lacks the right, with the sentence; one statement."""
    projects = {row.project_id for row in candidates if row.project_id is not None}
    roles: dict[int, list[ProjectRole]] = defaultdict(list)
    for one in ProjectRole.objects.filter(project__in=projects):
        roles[one.project_id].append(one)
    barred = {}
    for row in candidates:
        there = roles.get(row.project_id or 0, [])
        own = [one for one in there if one.user_id == user_id]
        team = Team(own=frozenset().union(*map(parts_in, own)), empty=not there)
        if not allows(right, parts_of(role, team)):
            barred[row.pk] = str(RULES[right].otherwise)
    return barred


def is_shared(candidate: Candidate, user_id: int | None) -> bool:
    if user_id is None:
        return False
    return Share.objects.filter(candidate=candidate, user=user_id).exists()


def shared_with(user_id: int | None) -> Q:
    """Candidates that somebody shared with this person."""
    return Q(Exists(Share.objects.filter(candidate=OuterRef("pk"), user=user_id)))


def reached_projects(company_id: int, role: str | None, user_id: int | None) -> QuerySet[Project]:
    """What `parts_of` and the right to see a project come to, for all projects at once."""
    projects: QuerySet[Project] = Project.objects.filter(company_id=company_id, deleted_at=None)
    if role in ADMINS:
        return projects
    roles = ProjectRole.objects.filter(project=OuterRef("pk"))
    part = Q(interview_manager=True) | Q(evaluator=True) | Q(reviewer=True)
    reached = Q(Exists(roles.filter(part, user=user_id)))
    if role == Part.RECRUITER:
        reached |= ~Q(Exists(roles))
    return projects.filter(reached)


def read_by(member: Membership) -> Q:
    """Which candidates a colleague reads on pages. Hiring managers: those that they have a part in, as in the API."""
    if member.role != Part.HIRING_MANAGER:
        return ALL
    reached = reached_projects(member.company_id, member.role, member.user_id)
    return Q(project__in=reached) | shared_with(member.user_id)


def reads(member: Membership, candidate_id: int | None) -> bool:
    """The same of one, living or not. No statement for whoever reads all."""
    among = read_by(member)
    rows = Candidate.objects.filter(among, company=member.company_id, pk=candidate_id)
    return not among or rows.exists()


def colleagues(company_id: int) -> QuerySet[User]:
    return User.objects.filter(memberships__company=company_id, is_active=True)


def members(company_id: int) -> QuerySet[Membership]:
    """With whose they are."""
    rows = Membership.objects.select_related("user")
    return rows.filter(company=company_id, user__is_active=True)
