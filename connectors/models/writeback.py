"""What people want to be written at a vendor."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Leased
from connectors.models.account import IntegratedAccount
from interviews.models import Interview


class WriteBack(Leased):
    """One action that somebody asked for, until the vendor has done or refused it.

    `values` are those of `connectors.base.Wish` as JSON; `key` names the wish, so that the same form sent twice
    is one wish. `values["seen"]` is the record as it was when they asked. `sent_at` is set before anything is
    sent: from then on the vendor may have done it, unless it has said no, which empties it again; `taken_at` is when
    the vendor said yes. `remote_id` is the record that it was about or that came of it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        DONE = "done", _("Done at the vendor")
        REFUSED = "refused", _("Refused by the vendor")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Sent, not known whether it was done: look at the vendor")

    account = models.ForeignKey(
        IntegratedAccount,
        on_delete=models.CASCADE,
        related_name="writes",
        verbose_name=_("account"),
    )
    interview = models.ForeignKey(
        Interview,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="writes",
        verbose_name=_("interview"),
    )
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="writes",
        verbose_name=_("candidate"),
    )
    action = models.CharField(_("action"), max_length=20)
    values = models.JSONField(_("values"), default=dict)
    key = models.CharField(_("key"), max_length=64)
    remote_id = models.CharField(_("vendor's id"), max_length=200, blank=True)
    seen = models.PositiveIntegerField(_("version seen"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    problem = models.TextField(_("problem"), blank=True)
    source = models.CharField(_("source"), max_length=8)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("write-back")
        verbose_name_plural = _("write-backs")
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="write_back_once"),
            models.CheckConstraint(
                condition=Q(state__in=("queued", "done", "refused", "failed", "unknown")),
                name="write_back_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="write_back_due"),
            models.Index(fields=["account", "-asked_at"], name="write_back_of_account"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.action}"
