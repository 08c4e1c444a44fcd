"""What callers call their requests, so that one that is sent twice is done once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import ApiKey


class IdempotencyKey(models.Model):
    """A caller's own name for one request, kept for a day. `digest` is of that name, `request` of what it asks for:
    method, address and body. `result` says what came of it, such as which record; it holds no secret, and is null only
    inside the transaction that makes both.
    """

    caller = models.ForeignKey(
        ApiKey, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("caller")
    )
    digest = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    used_at = models.DateTimeField(_("used"), db_index=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [
            models.UniqueConstraint(fields=["caller", "digest"], name="idempotency_key_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
