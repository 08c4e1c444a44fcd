"""How far the evaluation of a candidate is. Source: the vendor sheet of viasto, section 3."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

VETO_SHORTEST, VETO_LONGEST = 15, 600
RATINGS = range(1, 6)


class EvaluationStatus(models.TextChoices):
    PENDING = "pending", _("Not evaluated yet")
    PARTIAL = "partial", _("Partly evaluated")
    COMPLETED = "completed", _("Evaluated")


def evaluation_status(
    evaluators: Collection[int], completed: Collection[int], *, vetoed: bool
) -> EvaluationStatus:
    """Ids of the project's evaluators, and of whoever has completed an evaluation. A veto ends it at once.

    What a former evaluator completed counts as one that was made, and not as one of those to come.
    """
    if vetoed:
        return EvaluationStatus.COMPLETED
    if not completed:
        return EvaluationStatus.PENDING
    if evaluators and set(evaluators) <= set(completed):
        return EvaluationStatus.COMPLETED
    return EvaluationStatus.PARTIAL


def own_evaluation_status(
    user: int, evaluators: Collection[int], completed: Collection[int], *, vetoed: bool
) -> EvaluationStatus | None:
    """None for somebody who has nothing to evaluate."""
    if user not in evaluators:
        return None
    done = vetoed or user in completed
    return EvaluationStatus.COMPLETED if done else EvaluationStatus.PENDING
