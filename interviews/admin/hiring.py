"""What surrounds an interview: users of the ATS, jobs, stages, plan slots, applications, scorecards."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import link_to_list, linked
from candidates.admin.mirrored import MirroredAdmin
from interviews.admin.interviews import UnlinkedFilter
from interviews.models import Application, AtsUser, Job, Scorecard, Slot, Stage


@admin.register(AtsUser)
class AtsUserAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        "email",
        "active",
        linked("identity", _("interviewer")),
        linked("account", _("account")),
        "updated_at",
    )
    list_filter = ("active", *MirroredAdmin.list_filter)
    search_fields = ("name", "email", "=remote_id")
    joined = ("company", "account", "identity")
    about = (("name", "email"), "active")
    links = ("identity", "seats")

    @admin.display(description=_("panel seats"))
    def seats(self, user: AtsUser) -> str:
        return link_to_list("interviews_interviewer", _("Panel seats"), user__id__exact=user.pk)


@admin.register(Job)
class JobAdmin(MirroredAdmin):
    list_display = ("__str__", "status", linked("account", _("account")), "updated_at")
    search_fields = ("name", "=remote_id")
    about = ("name", "status")
    links = ("interviews",)

    @admin.display(description=_("interviews"))
    def interviews(self, job: Job) -> str:
        return link_to_list("interviews_interview", _("Interviews"), job__id__exact=job.pk)


@admin.register(Stage)
class StageAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        linked("job", _("job")),
        "position",
        "active",
        linked("account", _("account")),
    )
    list_filter = ("active", *MirroredAdmin.list_filter)
    search_fields = ("name", "job__name", "=remote_id")
    joined = ("company", "account", "job")
    about = ("name", "position", "active")
    links = (("job", "job_remote_id"),)


@admin.register(Slot)
class SlotAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        linked("stage", _("stage")),
        linked("job", _("job")),
        "active",
        linked("account", _("account")),
    )
    list_filter = ("active", *MirroredAdmin.list_filter)
    search_fields = ("name", "job__name", "=remote_id")
    joined = ("company", "account", "stage", "job")
    about = ("name", "active")
    links = (("stage", "stage_remote_id"), ("job", "job_remote_id"))


@admin.register(Application)
class ApplicationAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        "status",
        "vendor_status",
        "prospect",
        linked("stage", _("stage")),
        linked("account", _("account")),
        "updated_at",
    )
    list_filter = ("status", "prospect", UnlinkedFilter, *MirroredAdmin.list_filter)
    search_fields = ("candidate__name", "candidate__email", "job__name", "=remote_id")
    joined = ("company", "account", "candidate", "job", "stage")
    about = (("status", "vendor_status"), "prospect")
    links = (
        ("candidate", "candidate_remote_id"),
        ("job", "job_remote_id"),
        ("stage", "stage_remote_id"),
    )


@admin.register(Scorecard)
class ScorecardAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        linked("user", _("user")),
        linked("application", _("application")),
        "recommendation",
        "submitted_at",
        linked("account", _("account")),
    )
    list_filter = (("submitted_at", admin.EmptyFieldListFilter), *MirroredAdmin.list_filter)
    search_fields = ("user__name", "user__email", "application__candidate__name", "=remote_id")
    joined = ("company", "account", "user", "application__candidate", "application__job")
    about = ("recommendation", "submitted_at")
    links = (("application", "application_remote_id"), ("user", "user_remote_id"))
