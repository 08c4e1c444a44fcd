"""Who works on candidates, and what they think of them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.models import Comment, Evaluation, ProjectRole, Share, Veto

CANDIDATE = linked("candidate", _("candidate"))


@admin.register(ProjectRole)
class ProjectRoleAdmin(CompanyScopedAdmin):
    company_path = "project__company"
    list_display = (
        "__str__",
        linked("project", _("project")),
        linked("user", _("user")),
        "interview_manager",
        "evaluator",
        "reviewer",
    )
    list_filter = ("interview_manager", "evaluator", "reviewer")
    search_fields = ("project__name", "user__username", "user__email")
    search_help_text = _("Searches by project, user name and e-mail address.")
    joined = ("project", "user")
    secret_paths = ("user__password",)
    ordering = ("-pk",)


class AboutCandidateAdmin(CompanyScopedAdmin):
    company_path = "candidate__company"
    search_fields = ("candidate__name", "candidate__email")
    search_help_text = _("Searches by name and e-mail address of the candidate.")
    ordering = ("-pk",)


@admin.register(Share)
class ShareAdmin(AboutCandidateAdmin):
    list_display = ("__str__", CANDIDATE, linked("user", _("user")), "shared_by", "created_at")
    joined = ("candidate", "user", "shared_by")
    secret_paths = ("candidate__password", "user__password", "shared_by__password")


@admin.register(Evaluation)
class EvaluationAdmin(AboutCandidateAdmin):
    list_display = (
        "__str__",
        CANDIDATE,
        linked("evaluator", _("evaluator")),
        "rating",
        "updated_at",
        "completed_at",
    )
    list_filter = ("rating",)
    joined = ("candidate", "evaluator")
    secret_paths = ("candidate__password", "evaluator__password")


@admin.register(Veto)
class VetoAdmin(AboutCandidateAdmin):
    list_display = ("__str__", CANDIDATE, linked("evaluator", _("evaluator")), "created_at")
    joined = ("candidate", "evaluator")
    secret_paths = ("candidate__password", "evaluator__password")


@admin.register(Comment)
class CommentAdmin(AboutCandidateAdmin):
    list_display = ("__str__", "kind", CANDIDATE, linked("author", _("user")), "at", "answered_at")
    list_filter = ("kind", ("candidate__company", ScopedRelatedFilter))
    joined = ("candidate", "author")
    secret_paths = ("candidate__password", "author__password")
