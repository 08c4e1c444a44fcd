"""Signs of life of the background workers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkerHeartbeat(models.Model):
    """`name` is host and process id of a watchdog, and the lane; `at` is when its cluster there last finished
    something.
    """

    name = models.CharField(_("worker"), max_length=200, unique=True)
    at = models.DateTimeField(_("last sign of life"))

    class Meta:
        verbose_name = _("worker heartbeat")
        verbose_name_plural = _("worker heartbeats")

    def __str__(self) -> str:
        return self.name
