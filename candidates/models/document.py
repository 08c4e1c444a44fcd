"""Photo and CV of a candidate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.company import User


class Document(models.Model):
    """One file, checked and, if it is a picture, made anew before it was stored.

    The bytes are in the database: they go with the transaction, the backup and the erasure, and every web
    process sees them. `digest` is their SHA-256, `name` what the uploader called the file.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        CV = "cv", _("CV")

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="documents", verbose_name=_("candidate")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    content_type = models.CharField(_("type"), max_length=100)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField(editable=False)
    uploaded_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "kind"], name="document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.get_kind_display()}"
