"""Work that is kept in a table until somebody has done it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Leased(models.Model):
    """Whoever works on it (`holder`: host, process) has the `lease_token` until `lease_until`; `next_attempt_at` is
    when a sweep asks for it again. See services/leases.py.
    """

    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    lease_token = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    holder = models.CharField(_("worker"), max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
