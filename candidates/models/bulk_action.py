"""One action for very many records: handed to the worker, with what became of each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.company import Company
from candidates.models.job import Job


class BulkAction(Job):
    """`action` is one of those of `about`, `options` what it needs beside the records, in plain values.

    `key` names the wish: a form that is sent twice is one.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("At work")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class About(models.TextChoices):
        CANDIDATES = "candidates", _("Candidates")
        INTERVIEWS = "interviews", _("Interviews")

    company = models.ForeignKey(
        Company,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("company"),
    )
    about = models.CharField(_("about"), max_length=10, choices=About)
    action = models.CharField(_("action"), max_length=20)
    options = models.JSONField(_("options"), default=dict, blank=True)
    key = models.CharField(_("key"), max_length=24)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)

    class Meta:
        verbose_name = _("action for many")
        verbose_name_plural = _("actions for many")
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="bulk_action_by_key"),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="bulk_action_due",
                condition=Q(state="running"),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.action}"


class BulkActionRow(models.Model):
    """`number` is its place from 1, `subject_id` the record's key, `why` a sentence where it was not done."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Waiting")
        DONE = "done", _("Done")
        ASKED = "asked", _("Asked at the vendor")
        BLOCKED = "blocked", _("Blocked")
        MEANWHILE = "meanwhile", _("Changed meanwhile")
        GONE = "gone", _("Not there any more")

    bulk_action = models.ForeignKey(
        BulkAction,
        on_delete=models.CASCADE,
        related_name="rows",
        db_index=False,
        verbose_name=_("bulk action"),
    )
    number = models.PositiveIntegerField(_("row"))
    subject_id = models.BigIntegerField(_("record"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.PENDING
    )
    why = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("one of many")
        verbose_name_plural = _("rows of actions for many")
        constraints = [
            models.UniqueConstraint(fields=["bulk_action", "number"], name="bulk_action_row_once"),
        ]
        indexes = [
            models.Index(
                fields=["bulk_action", "outcome", "number"], name="bulk_action_row_by_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"
