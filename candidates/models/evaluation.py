"""What colleagues think and write of a candidate."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.company import User


class Evaluation(models.Model):
    """One evaluator's rating of a candidate; open until `completed_at`."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="evaluations", verbose_name=_("candidate")
    )
    evaluator = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("evaluator")
    )
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    updated_at = models.DateTimeField(_("last changed"))
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "evaluator"], name="evaluation_once"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5),
                name="evaluation_rating_known",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(rating__isnull=False),
                name="evaluation_completed_has_rating",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.evaluator}"


class Veto(models.Model):
    """An evaluator's no, with its reason: it completes the evaluation at once."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="vetos", verbose_name=_("candidate")
    )
    evaluator = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("evaluator")
    )
    comment = models.TextField(_("reason"))
    created_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("veto")
        verbose_name_plural = _("vetos")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "evaluator"], name="veto_once"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.evaluator}"


class Comment(models.Model):
    """A note beside a candidate. Without an author the candidate wrote it, in the portal.

    `ASKED` is a wish for another time; it is open until `answered_at`.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        ASKED = "asked", _("Asks for another time")

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="comments", verbose_name=_("candidate")
    )
    author = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.NOTE)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("when"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["candidate", "at"], name="comment_of_candidate")]

    def __str__(self) -> str:
        return f"#{self.pk}"
