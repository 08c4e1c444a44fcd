"""What every record that may come from a vendor has."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models.company import Company
from candidates.statuses import DeletedReason


class Mirrored(models.Model):
    """A row of ours that may mirror a vendor's record.

    `account` and `remote_id` are null for what was made in the hub. `vendor_*_at` are the vendor's clock,
    `created_at` and `updated_at` ours. `version` grows with every change. Keys have no index of their own where
    a wider one begins with them, or nothing is looked up by them: each costs every row of a first sync.
    """

    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("company"),
    )
    account = models.ForeignKey(
        "connectors.IntegratedAccount",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("account"),
    )
    remote_id = models.CharField(_("vendor's id"), max_length=200, null=True, blank=True)
    vendor_created_at = models.DateTimeField(_("created at the vendor"), null=True, blank=True)
    vendor_updated_at = models.DateTimeField(_("updated at the vendor"), null=True, blank=True)
    created_at = models.DateTimeField(_("first seen"))
    updated_at = models.DateTimeField(_("last changed"))
    version = models.PositiveIntegerField(_("version"), default=1)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    deleted_reason = models.CharField(_("reason"), max_length=20, choices=DeletedReason, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["account", "remote_id"], name="%(class)s_once_per_account"
            ),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None, deleted_reason="")
                | models.Q(deleted_at__isnull=False, deleted_reason__in=DeletedReason.values),
                name="%(class)s_tombstone_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(account=None) | models.Q(remote_id__isnull=False),
                name="%(class)s_mirror_has_remote_id",
            ),
        ]


def reported(max_length: int = 300, **options: object) -> models.CharField:
    """A text that a vendor may leave out: null is "not reported", which is not the same as empty."""
    return models.CharField(max_length=max_length, null=True, blank=True, **options)  # type: ignore[arg-type]
