"""Who does what in a project, and with whom a candidate is shared."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate, Project
from candidates.models.company import User


class ProjectRole(models.Model):
    """A person's part in a project. Who reviews sees results only, so a reviewer is never an evaluator."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="roles", verbose_name=_("project")
    )
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="project_roles", verbose_name=_("user")
    )
    interview_manager = models.BooleanField(_("interview manager"), default=False)
    evaluator = models.BooleanField(_("evaluator"), default=False)
    reviewer = models.BooleanField(_("reviewer"), default=False)

    class Meta:
        verbose_name = _("project role")
        verbose_name_plural = _("project roles")
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="project_role_once"),
            models.CheckConstraint(
                condition=~Q(evaluator=True, reviewer=True), name="reviewer_is_no_evaluator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.project}"


class Share(models.Model):
    """A colleague who may see one candidate without a part in the project."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="shares", verbose_name=_("candidate")
    )
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    shared_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared by"),
    )
    created_at = models.DateTimeField(_("shared"))

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "user"], name="share_once"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.user}"
