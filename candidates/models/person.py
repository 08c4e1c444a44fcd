"""One human being behind candidates of several systems."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.company import Company, User


class Person(models.Model):
    """Candidates that point here were said by somebody to be the same human being. Nothing of them is mixed:
    each stays what its system says, and taking one out again undoes it.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    created_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self) -> str:
        return f"#{self.pk}"


class Distinct(models.Model):
    """Two candidates of whom somebody said that they are not the same; `first` has the lower key."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    first = models.ForeignKey(
        "candidates.Candidate",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("first record"),
    )
    second = models.ForeignKey(
        "candidates.Candidate",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("second record"),
    )
    said_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("said by"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("distinct pair")
        verbose_name_plural = _("distinct pairs")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
