"""Interviews as the unified API shows them, kept ready."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from connectors.models.account import IntegratedAccount
from interviews.models import Interview


class InterviewText(models.Model):
    """What a key with the scope “pii” is shown of one interview, as JSON text.

    There is a row only while it is true: the database itself deletes it with any change of the interview, its
    panel or its raw record (connectors/triggers.py). `fields` is the object without `remote_data` and without its
    last brace; `remote_data` is the raw record, `record` its vendor's id. `rendering` is the code that wrote it.
    """

    interview = models.OneToOneField(
        Interview,
        primary_key=True,
        on_delete=models.CASCADE,
        db_constraint=False,  # a trigger deletes it, and to keep a text never waits for a row's lock
        related_name="text",
        verbose_name=_("interview"),
    )
    account = models.ForeignKey(
        IntegratedAccount,
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("account"),
    )
    record = models.CharField(max_length=200)
    rendering = models.CharField(max_length=16)
    fields = models.TextField()
    remote_data = models.TextField()

    class Meta:
        verbose_name = _("interview as text")
        verbose_name_plural = _("interviews as text")
        indexes = [models.Index(fields=["account", "record"], name="text_of_record")]

    def __str__(self) -> str:
        return f"{self.pk}"
