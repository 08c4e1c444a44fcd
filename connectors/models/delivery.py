"""What a vendor sent by itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Leased
from connectors.models.account import IntegratedAccount


class Delivery(Leased):
    """One call of a vendor's webhook, kept for 30 days so that the same body is not worked on twice.

    `body` is zlib-compressed; it says what to ask the vendor for and is never a record itself. Those that
    are worked on together have the same lease.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    account = models.ForeignKey(
        IntegratedAccount,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("account"),
    )
    event = models.CharField(_("event"), max_length=100, blank=True)
    event_id = models.CharField(_("event's id"), max_length=200, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    body = models.BinaryField(editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    problem = models.TextField(_("problem"), blank=True)
    received_at = models.DateTimeField(_("received"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=("received", "done", "failed")), name="delivery_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="delivery_due"),
            models.Index(fields=["account", "-received_at"], name="delivery_of_account"),
            models.Index(fields=["received_at"], name="delivery_age"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.event}".strip()
