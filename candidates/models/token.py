"""Tokens of the candidates' API: a session of a person or of a candidate."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.company import Company, User


class AccessToken(models.Model):
    """The secret is shown once and kept as a SHA-256 digest. Either a `user` or a `candidate` acts with it.

    An expiring one dies `idle_minutes` after its last use, and at `expires_at` in any case; a permanent one has
    neither.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="access_tokens",
        verbose_name=_("user"),
    )
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="access_tokens",
        verbose_name=_("candidate"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    idle_minutes = models.PositiveIntegerField(_("minutes of rest"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, candidate__isnull=False)
                | Q(user__isnull=False, candidate=None),
                name="access_token_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"
