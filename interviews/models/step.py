"""What reports count over time: kept from the stream of changes by services/steps.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Company
from interviews.models.interview import Interview


class Step(models.Model):
    """Something that happened with an interview or a candidate at one moment. Nothing in it says who they are.

    `word` is the reason of a move or a cancellation (a `ChangeReason`, or one of `Reason`), or the status that a
    candidate left, "" where they had none; `became` is the one they came into. `took` is how long it was until then,
    null where the beginning is not known. `change_id` is the change that it was read from.
    """

    class Kind(models.TextChoices):
        SCHEDULED = "scheduled", _("Got its first time")
        MOVED = "moved", _("Moved")
        CANCELLED = "cancelled", _("Cancelled")
        LEFT = "left", _("Left a status")

    class Reason(models.TextChoices):
        UNSAID = "unsaid", _("Done here, no reason given")
        ELSEWHERE = "elsewhere", _("At the vendor, no reason told")

    company = models.ForeignKey(
        Company,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("company"),
    )
    account = models.ForeignKey(
        "connectors.IntegratedAccount",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("account"),
    )
    kind = models.CharField(max_length=10, choices=Kind)
    change_id = models.BigIntegerField()
    interview = models.ForeignKey(
        Interview,
        on_delete=models.CASCADE,
        null=True,
        related_name="steps",
        verbose_name=_("interview"),
    )
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.CASCADE,
        null=True,
        related_name="steps",
        verbose_name=_("candidate"),
    )
    word = models.CharField(max_length=40, blank=True)
    became = models.CharField(max_length=20, blank=True)
    took = models.DurationField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change_id", "kind"], name="step_once"),
        ]
        indexes = [models.Index(fields=["company", "kind", "at"], name="step_by_moment")]

    def __str__(self) -> str:
        return f"{self.kind} {self.word}".rstrip()


class StepsRead(models.Model):
    """Up to which change a company's steps are read."""

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    change_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.change_id)
