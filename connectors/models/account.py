"""A connected vendor account: what it is, its secrets, its state and schedule."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, User
from connectors.encryption import EncryptedJSONField


class IntegratedAccount(models.Model):
    """One account at one vendor.

    `base_url` empty means the vendor's own. `credentials` and `tokens` are encrypted at rest and never
    shown. `words` are this account's own meanings of the vendor's words, `{list: {path: {word: ours}}}`.
    `silent_about` are facts that its vendor never tells of an interview, `panel`, `place` and `attendance`, so that
    nobody takes silence for a gap.
    `state_reason` is a sentence for a coordinator. `retention_days` is how long raw records of
    deleted rows are kept. Of one that was removed `next_sync_at` is set while rows are still to be buried.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        REFUSED = "refused", _("Credentials refused")
        REMOVED = "removed", _("Removed")

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="accounts", verbose_name=_("company")
    )
    vendor = models.CharField(_("vendor"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    base_url = models.CharField(_("base URL"), max_length=500, blank=True)
    options = models.JSONField(_("options"), default=dict, blank=True)
    words = models.JSONField(default=dict, blank=True, editable=False)
    silent_about = models.JSONField(default=list, blank=True, editable=False)
    credentials = EncryptedJSONField(_("credentials"), default=dict)
    tokens = EncryptedJSONField(default=dict, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    state_reason = models.TextField(_("why"), blank=True)
    sync_every = models.PositiveIntegerField(_("sync every (minutes)"), default=15)
    full_sync_every = models.PositiveIntegerField(_("full listing every (hours)"), default=24)
    next_sync_at = models.DateTimeField(_("next sync"), null=True, blank=True)
    throttled_until = models.DateTimeField(_("throttled until"), null=True, blank=True)
    synced_at = models.DateTimeField(_("last complete sync"), null=True, blank=True)
    retention_days = models.PositiveIntegerField(_("keep raw records (days)"), default=365)
    created_at = models.DateTimeField(_("connected"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("removed by"),
    )

    class Meta:
        verbose_name = _("integrated account")
        verbose_name_plural = _("integrated accounts")
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="account_name_once"),
            models.CheckConstraint(
                condition=models.Q(sync_every__gte=1), name="account_sync_every_positive"
            ),
        ]
        indexes = [models.Index(fields=["state", "next_sync_at"], name="account_due")]

    def __str__(self) -> str:
        return self.name


class RateBudget(models.Model):
    """The calls left to one credential, shared by all workers. `key` is a fingerprint, not a secret."""

    key = models.CharField(max_length=64, unique=True)
    limit = models.PositiveIntegerField()
    window_seconds = models.FloatField()
    window_started_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rate budget")
        verbose_name_plural = _("rate budgets")

    def __str__(self) -> str:
        return f"{self.used}/{self.limit}"
