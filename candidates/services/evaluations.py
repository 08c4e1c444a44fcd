"""What evaluators think of a candidate: ratings that they complete, and a veto that ends it at once."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from candidates.models import Change, Evaluation, User, Veto
from candidates.services.changes import Fields, Origin, note_beside
from candidates.services.workflow import locked
from candidates.transitions import TransitionRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What is to be kept; None leaves it as it is. A completed evaluation stays as it is."""

    rating: int | None = None
    comment: str | None = None
    completed: bool = False


@transaction.atomic
def evaluate(candidate_id: int, evaluator: User, opinion: Opinion, origin: Origin) -> Evaluation:
    """Begin, change or complete one's own evaluation. Raises NoSuchCandidate or TransitionRefused."""
    candidate = locked(candidate_id, origin)
    if Veto.objects.filter(candidate=candidate).exists():
        raise TransitionRefused(gettext("A veto has ended the evaluation of this candidate."))
    row = Evaluation.objects.filter(candidate=candidate, evaluator=evaluator).first()
    if row is not None and row.completed_at is not None:
        raise TransitionRefused(gettext("You have completed your evaluation already."))
    row = row or Evaluation(candidate=candidate, evaluator=evaluator)
    kind = Change.Kind.UPDATED if row.pk else Change.Kind.ADDED
    told = keep(row, opinion, origin)
    if opinion.completed and row.rating is None:
        raise TransitionRefused(gettext("Give a rating before you complete the evaluation."))
    row.save()
    note_beside(row, kind, told, origin)
    return row


def keep(row: Evaluation, opinion: Opinion, origin: Origin) -> Fields:
    """What changes; of a comment only that it did."""
    told: Fields = {}
    if opinion.rating is not None and opinion.rating != row.rating:
        told["rating"] = [row.rating, opinion.rating]
        row.rating = opinion.rating
    if opinion.comment is not None and opinion.comment != row.comment:
        told["commented"] = [bool(row.comment), bool(opinion.comment)]
        row.comment = opinion.comment
    if opinion.completed:
        told["completed_at"] = [None, origin.at.isoformat()]
        row.completed_at = origin.at
    row.updated_at = origin.at
    return told


@transaction.atomic
def veto(candidate_id: int, evaluator: User, comment: str, origin: Origin) -> Veto:
    """Raises NoSuchCandidate or TransitionRefused. Whoever calls has checked how long the reason is."""
    candidate = locked(candidate_id, origin)
    try:
        with transaction.atomic():
            row = Veto.objects.create(
                candidate=candidate, evaluator=evaluator, comment=comment, created_at=origin.at
            )
    except IntegrityError:
        raise TransitionRefused(gettext("You have made a veto already.")) from None
    told: Fields = {"vetoed": [False, True]}
    note_beside(row, Change.Kind.ADDED, told, origin)
    return row
