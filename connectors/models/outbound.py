"""What other systems are told: who is told what, each telling with its attempts."""

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, Leased
from connectors.encryption import EncryptedJSONField
from connectors.models.account import IntegratedAccount

NAME_SHOWN = 60


class WebhookEndpoint(models.Model):
    """An address of another system. No `events` means all of them; a `limited` one is told of its `accounts` only.

    `secrets` are `{"current": …, "previous": …}`; the previous one signs too until `previous_until`. Changes up to
    the number `read_through` are told already; of everything else what happened from `since` on is told.
    `failures` are those since the last success, the first of them at `failing_since`; `held_until` is how long they
    keep everything waiting. `last_success_at` is true to the minute.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        DISABLED = "disabled", _("Disabled")

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="endpoints", verbose_name=_("company")
    )
    url = models.CharField(_("address"), max_length=2000)
    description = models.CharField(_("description"), max_length=200, blank=True)
    events = models.JSONField(_("events"), default=list, blank=True)
    limited = models.BooleanField(_("limited to accounts"), default=False)
    accounts = models.ManyToManyField(IntegratedAccount, verbose_name=_("accounts"), blank=True)
    personal = models.BooleanField(_("with e-mail, phone and address"), default=False)
    secrets = EncryptedJSONField(_("secrets"), default=dict)
    previous_until = models.DateTimeField(_("old secret valid until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    state_reason = models.TextField(_("why"), blank=True)
    read_through = models.BigIntegerField(default=0, editable=False)
    since = models.DateTimeField(_("told since"))
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True)
    held_until = models.DateTimeField(_("held back until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("active", "disabled")), name="endpoint_state_known"
            ),
        ]
        indexes = [models.Index(fields=["company", "state"], name="endpoint_of_company")]

    def __str__(self) -> str:
        return self.url

    @property
    def name(self) -> str:
        """As people call it: in their words, else by the beginning of its address."""
        return self.description or Truncator(self.url.partition("://")[2]).chars(NAME_SHOWN)


class OutboundDelivery(Leased):
    """One event for one endpoint, kept for 30 days. `event_id` is what the receiver knows it by, at every attempt;
    `body` are the very characters that are signed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        DEAD = "dead", _("Given up")

    endpoint = models.ForeignKey(
        WebhookEndpoint,
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,
        verbose_name=_("endpoint"),
    )
    event = models.CharField(_("event"), max_length=60)
    event_id = models.CharField(_("event's id"), max_length=100)
    account = models.ForeignKey(
        IntegratedAccount,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("account"),
    )
    candidate_id = models.BigIntegerField(null=True)
    body = models.TextField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    problem = models.TextField(_("problem"), blank=True)
    status = models.PositiveSmallIntegerField(_("last answer"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("outgoing webhook")
        verbose_name_plural = _("outgoing webhooks")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="told_once"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "delivered", "dead")), name="outbound_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="outbound_due"),
            models.Index(
                fields=["endpoint", "state", "next_attempt_at", "id"], name="outbound_of_endpoint"
            ),
            models.Index(fields=["endpoint", "-id"], name="outbound_log"),
            models.Index(fields=["created_at"], name="outbound_age"),
            models.Index(
                fields=["candidate_id"],
                condition=Q(candidate_id__isnull=False),
                name="outbound_of_candidate",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.event}"


class OutboundAttempt(models.Model):
    """`status` is null where no answer came, `answer` the start of one."""

    delivery = models.ForeignKey(
        OutboundDelivery,
        on_delete=models.CASCADE,
        related_name="tries",
        db_index=False,
        verbose_name=_("delivery"),
    )
    at = models.DateTimeField(_("when"))
    took_ms = models.PositiveIntegerField(_("milliseconds"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    problem = models.TextField(_("problem"), blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [models.Index(fields=["delivery", "id"], name="attempt_of_delivery")]

    def __str__(self) -> str:
        return f"{self.status or '–'} {self.at:%Y-%m-%d %H:%M:%S}"
