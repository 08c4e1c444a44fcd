"""What colleagues think and write of a candidate, as far as one of them may see it."""

from dataclasses import dataclass

from candidates.models import Candidate, Comment, Evaluation, ProjectRole, Share, User, Veto
from candidates.permissions import Part, Right, allows, parts_of
from candidates.selectors.evaluations import Standing, standing_of
from candidates.selectors.teams import colleagues, is_shared, team_of

SEE_ALL = frozenset((Part.OWNER, Part.ADMIN, Part.INTERVIEW_MANAGER, Part.REVIEWER))
SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """`own` is the reader's evaluation, whose `parts` say what they may do."""

    parts: frozenset[Part]
    standing: Standing
    own: Evaluation | None
    evaluations: list[Evaluation]
    vetos: list[Veto]
    comments: list[Comment]
    shares: list[Share]
    team: list[ProjectRole]
    colleagues: list[User]

    @property
    def may_evaluate(self) -> bool:
        return allows(Right.EVALUATE, self.parts)

    @property
    def may_share(self) -> bool:
        return allows(Right.SHARE, self.parts)

    @property
    def may_set_team(self) -> bool:
        return allows(Right.SET_TEAM, self.parts)

    @property
    def open_evaluation(self) -> bool:
        """Whether the reader still has something to say."""
        done = self.own is not None and self.own.completed_at is not None
        return self.may_evaluate and not self.vetos and not done


def parts_about(candidate: Candidate, user: User, role: str) -> frozenset[Part]:
    shared = is_shared(candidate, user.pk)
    return parts_of(role, team_of(candidate.project_id, user.pk), shared=shared)


def opinions_of(candidate: Candidate, user: User, role: str) -> Opinions:
    """Evaluators see no other evaluation than their own, so that nobody's opinion leans on another's."""
    parts = parts_about(candidate, user, role)
    evaluations = list(
        Evaluation.objects.filter(candidate=candidate).select_related("evaluator").order_by("pk")
    )
    own = next((one for one in evaluations if one.evaluator_id == user.pk), None)
    vetos = list(Veto.objects.filter(candidate=candidate).select_related("evaluator"))
    comments = Comment.objects.filter(candidate=candidate).select_related("author")
    team = ProjectRole.objects.filter(project=candidate.project_id).select_related("user")
    shares = Share.objects.filter(candidate=candidate).select_related("user")
    sees = allows(Right.SEE_EVALUATIONS, parts)
    return Opinions(
        parts=parts,
        standing=standing_of(candidate),
        own=own,
        evaluations=evaluations if SEE_ALL & parts else [own] if own else [],
        vetos=vetos if sees else [],
        comments=list(comments.order_by("-at", "-pk")[:SHOWN]),
        shares=list(shares.order_by("pk")),
        team=list(team.order_by("pk")) if candidate.project_id else [],
        colleagues=list(colleagues(candidate.company_id).order_by("first_name", "username")),
    )
