"""One row for every change of a record: timeline, change stream and source of outbound webhooks at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models.company import Company


class Change(models.Model):
    """Who changed what, from what to what, from where and when.

    `fields` is `{"location": ["Room 4", null]}`: old value, new value, as JSON (moments in ISO 8601).
    `candidate_id` and `interview_id` name whose story it belongs to; they are plain numbers, because a
    change outlives its record. `run_id` is the sync run, where there was one. The primary key is the cursor.
    """

    class Kind(models.TextChoices):
        ADDED = "ADDED", _("Added")
        UPDATED = "UPDATED", _("Updated")
        DELETED = "DELETED", _("Deleted")

    class Source(models.TextChoices):
        SYNC = "sync", _("Sync")
        WEBHOOK = "webhook", _("Webhook")
        PAGE = "page", _("Page")
        ADMIN = "admin", _("Admin")
        API = "api", _("API")
        RULE = "rule", _("Rule")
        COMMAND = "command", _("Command")
        PORTAL = "portal", _("Candidate")

    company = models.ForeignKey(
        Company,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("company"),
    )
    account = models.ForeignKey(
        "connectors.IntegratedAccount",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("account"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    subject = models.CharField(_("record"), max_length=20)
    subject_id = models.BigIntegerField()
    remote_id = models.CharField(max_length=200, null=True)
    candidate_id = models.BigIntegerField(null=True)
    interview_id = models.BigIntegerField(null=True)
    fields = models.JSONField(_("fields"), default=dict)
    source = models.CharField(_("source"), max_length=8, choices=Source)
    run_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("actor"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["company", "id"], name="change_stream"),
            models.Index(fields=["subject", "subject_id", "id"], name="change_of_record"),
            models.Index(fields=["interview_id", "id"], name="change_of_interview"),
            models.Index(fields=["candidate_id", "id"], name="change_of_candidate"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.subject_id}"
