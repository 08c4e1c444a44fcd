"""What a company has decided about its queue: from when on rules fire, who takes care of a row, what sleeps."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, User


def morning() -> time:
    return time(9)


def evening() -> time:
    return time(18)


def workdays() -> list[int]:
    return [1, 2, 3, 4, 5]


class AttentionSettings(models.Model):
    """A company's own numbers, see interviews.attention.thresholds; without a row the usual ones hold."""

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    critical_hours = models.PositiveSmallIntegerField(
        _("hours before the start in which it is critical"), default=48
    )
    answer_hours = models.PositiveSmallIntegerField(
        _("hours before the start in which an answer must be there"), default=48
    )
    unscheduled_hours = models.PositiveSmallIntegerField(
        _("hours in which an interview should get a time"), default=24
    )
    choice_days = models.PositiveSmallIntegerField(
        _("days in which a candidate should answer"), default=3
    )
    deadline_hours = models.PositiveSmallIntegerField(
        _("hours before a deadline in which it is near"), default=48
    )
    place_hours = models.PositiveSmallIntegerField(
        _("hours before the start in which a place must be known"), default=72
    )
    feedback_hours = models.PositiveSmallIntegerField(
        _("hours in which feedback should be in"), default=24
    )
    feedback_late_hours = models.PositiveSmallIntegerField(
        _("hours after which missing feedback is of high importance"), default=72
    )
    happened_hours = models.PositiveSmallIntegerField(
        _("hours after the end in which the status should change"), default=2
    )
    day_load = models.PositiveSmallIntegerField(_("interviews a day at most"), default=3)
    week_load = models.PositiveSmallIntegerField(_("interviews a week at most"), default=8)
    day_from = models.TimeField(_("work begins"), default=morning)
    day_to = models.TimeField(_("work ends"), default=evening)
    workdays = models.JSONField(_("working days"), default=workdays)
    holidays = models.JSONField(_("holidays"), default=list, blank=True)
    ahead_days = models.PositiveSmallIntegerField(_("days that are looked ahead"), default=14)
    back_days = models.PositiveSmallIntegerField(_("days that are looked back"), default=30)

    class Meta:
        verbose_name = _("settings of the queue")
        verbose_name_plural = _("settings of the queue")

    def __str__(self) -> str:
        return str(self.company)


class Handling(models.Model):
    """Who takes care of one row of the queue, and until when it sleeps. It goes when the row's reason goes.

    `rule` and `subject` name the row. It sleeps until `snoozed_until`, and only while its `facts` are the same.
    """

    company = models.ForeignKey(
        Company,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("company"),
    )
    rule = models.CharField(_("rule"), max_length=40)
    subject = models.CharField(_("about"), max_length=120)
    assignee = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )
    snoozed_until = models.DateTimeField(_("sleeps until"), null=True, blank=True)
    facts = models.CharField(max_length=200, blank=True, editable=False)
    by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("row of the queue")
        verbose_name_plural = _("rows of the queue")
        constraints = [
            models.UniqueConstraint(fields=["company", "rule", "subject"], name="handling_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
