"""Who evaluates candidates, and how far they are. Three statements, however many candidates."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from candidates.evaluation_status import EvaluationStatus, evaluation_status, own_evaluation_status
from candidates.models import Candidate, Evaluation, ProjectRole, Veto


@dataclass(slots=True)
class Standing:
    """Of one candidate: ids of people, by what they have done."""

    evaluators: set[int] = field(default_factory=set)
    completed: set[int] = field(default_factory=set)
    vetoed: set[int] = field(default_factory=set)

    @property
    def status(self) -> EvaluationStatus:
        return evaluation_status(self.evaluators, self.completed, vetoed=bool(self.vetoed))

    @property
    def asked(self) -> bool:
        """Whether there is anything to say of an evaluation."""
        return bool(self.evaluators or self.completed or self.vetoed)

    @property
    def begun(self) -> bool:
        """Whether anybody has said anything."""
        return bool(self.completed or self.vetoed)

    def own(self, user_id: int) -> EvaluationStatus | None:
        vetoed = bool(self.vetoed)
        return own_evaluation_status(user_id, self.evaluators, self.completed, vetoed=vetoed)


def standings(candidates: Iterable[Candidate]) -> dict[int, Standing]:
    """By candidate."""
    rows = list(candidates)
    found = {row.pk: Standing() for row in rows}
    of_project: dict[int | None, set[int]] = defaultdict(set)
    projects = {row.project_id for row in rows if row.project_id is not None}
    roles = ProjectRole.objects.filter(project__in=projects, evaluator=True)
    for project, user in roles.values_list("project_id", "user_id"):
        of_project[project].add(user)
    for row in rows:
        found[row.pk].evaluators = of_project.get(row.project_id, set())
    done = Evaluation.objects.filter(candidate__in=found, completed_at__isnull=False)
    for candidate, user in done.values_list("candidate_id", "evaluator_id"):
        found[candidate].completed.add(user)
    vetos = Veto.objects.filter(candidate__in=found)
    for candidate, user in vetos.values_list("candidate_id", "evaluator_id"):
        found[candidate].vetoed.add(user)
    return found


def standing_of(candidate: Candidate) -> Standing:
    return standings([candidate])[candidate.pk]


def evaluated(words: Iterable[str]) -> Q:
    """Candidates whose evaluation is as far as one of these words says: `evaluation_status` as a filter."""
    done = Evaluation.objects.filter(candidate=OuterRef("pk"), completed_at__isnull=False)
    evaluators = ProjectRole.objects.filter(project=OuterRef("project"), evaluator=True)
    by_evaluator = Evaluation.objects.filter(
        candidate=OuterRef(OuterRef("pk")),
        evaluator=OuterRef("user"),
        completed_at__isnull=False,
    )
    vetoed = Q(Exists(Veto.objects.filter(candidate=OuterRef("pk"))))
    begun = Q(Exists(done))
    whole = Q(Exists(evaluators)) & ~Q(Exists(evaluators.exclude(Exists(by_evaluator))))
    completed = vetoed | begun & whole
    meant = {
        EvaluationStatus.COMPLETED: completed,
        EvaluationStatus.PENDING: ~vetoed & ~begun,
        EvaluationStatus.PARTIAL: begun & ~completed,
    }
    wanted = Q()
    for word in words:
        wanted |= meant[EvaluationStatus(word)]
    return wanted
