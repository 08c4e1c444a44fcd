"""How a company words its mails, where it does so in words of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.mail.wording import Message
from candidates.models.company import Company, User


class MessageTemplate(models.Model):
    """One message in one language. Without subject and text the shipped wording holds: a row that was changed back
    stays, so that its changes have one story.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    message = models.CharField(_("message"), max_length=12, choices=Message)
    language = models.CharField(_("language"), max_length=8)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    changed_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "message", "language"], name="message_template_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_message_display()} · {self.language}"

    @property
    def own(self) -> bool:
        return bool(self.text)
