"""Candidates that came from a file or a list, and what became of every row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate, Project
from candidates.models.company import Company
from candidates.models.job import Job


class Batch(Job):
    """One import. `columns` maps a column of the file to a field of the candidate.

    `options` are `{"deadline": ISO 8601 or null, "advance": bool}`. Rows are read, mapped and looked at first
    (`READY`), then worked on by the worker.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("Columns are to be chosen")
        READY = "ready", _("Ready to import")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Failed")

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="batches",
        verbose_name=_("project"),
    )
    name = models.CharField(_("file name"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MAPPING)
    headers = models.JSONField(_("columns of the file"), default=list)
    columns = models.JSONField(_("what they hold"), default=dict)
    options = models.JSONField(_("options"), default=dict)
    source = models.CharField(_("source"), max_length=8)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("mapping", "ready", "running", "done", "undone", "failed")),
                name="batch_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="batch_due"),
            models.Index(fields=["company", "-id"], name="batch_of_company"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class BatchRow(models.Model):
    """`number` counts from 1, the header not counted. `version` is the candidate's after the import: while it
    is still the same, the row can be undone; `before` is what a changed candidate was.
    """

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Waiting")
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Already the same")
        DUPLICATE = "duplicate", _("Twice in this file")
        ERROR = "error", _("Error")
        UNDONE = "undone", _("Undone")
        KEPT = "kept", _("Kept: changed since")

    batch = models.ForeignKey(
        Batch, on_delete=models.CASCADE, related_name="rows", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row"))
    values = models.JSONField(_("values"), default=dict)
    foreseen = models.CharField(_("foreseen"), max_length=10, choices=Outcome, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.PENDING
    )
    told = models.JSONField(_("what is wrong"), default=list)
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("candidate"),
    )
    version = models.PositiveIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_row_once"),
        ]
        indexes = [models.Index(fields=["batch", "outcome"], name="batch_row_outcome")]

    def __str__(self) -> str:
        return f"#{self.number}"
