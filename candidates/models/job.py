"""What somebody has the worker do with many rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from candidates.models.company import User
from candidates.models.leased import Leased
from candidates.retelling import retold


class Job(Leased):
    """`total` rows, each with an outcome of its own; `problem` says in English why the whole of it failed."""

    CUT_OFF = gettext_noop("It was cut off %d times in a row.")

    total = models.PositiveIntegerField(_("rows"), default=0)
    made_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    problem = models.TextField(_("problem"), blank=True)
    created_at = models.DateTimeField(_("made"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def why_failed(self) -> str:
        """In the active language."""
        return retold(self.problem, (self.CUT_OFF,))
