"""Candidates and the projects they are invited for. A status is shown; no page of the admin can set one."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import link_to_list, linked
from candidates.admin.mirrored import MirroredAdmin
from candidates.models import Candidate, Project


@admin.register(Candidate)
class CandidateAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        "email",
        "status",
        "vendor_status",
        linked("project", _("project")),
        linked("account", _("account")),
        "deadline",
        "updated_at",
    )
    list_filter = ("status", *MirroredAdmin.list_filter)
    search_fields = ("name", "email", "=remote_id")
    joined = ("company", "account", "project")
    about = (
        ("first_name", "last_name", "name"),
        ("email", "phone"),
        ("gender", "address", "time_zone"),
        ("status", "vendor_status"),
        ("deadline", "invited_at", "confirmed_at", "interviewed_at"),
    )
    links = ("project", "project_remote_id", "interviews")

    @admin.display(description=_("interviews"))
    def interviews(self, candidate: Candidate) -> str:
        return link_to_list(
            "interviews_interview", _("Interviews"), candidate__id__exact=candidate.pk
        )


@admin.register(Project)
class ProjectAdmin(MirroredAdmin):
    list_display: Any = ("__str__", "status", linked("account", _("account")), "updated_at")
    search_fields = ("name", "=remote_id")
    about = ("name", "status")
    links = ("candidates",)

    @admin.display(description=_("candidates"))
    def candidates(self, project: Project) -> str:
        return link_to_list("candidates_candidate", _("Candidates"), project__id__exact=project.pk)
