"""Wrong passwords, counted where every web server sees them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedLogin(models.Model):
    """`subject` is what was guessed at, such as the portal of one candidate; `count` since `first_at`."""

    subject = models.CharField(_("guessed at"), max_length=200, unique=True)
    count = models.PositiveIntegerField(_("wrong passwords"), default=0)
    first_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("guesses")
        verbose_name_plural = _("guesses")

    def __str__(self) -> str:
        return self.subject
