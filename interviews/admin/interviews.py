"""Interviews, their panels and the people on them. Synced: here they are read, never edited."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import cell_for, link_to_list, linked
from candidates.admin.mirrored import MirroredAdmin
from candidates.admin.scoped import CompanyScopedAdmin, ReadOnlyInline, ScopedRelatedFilter
from candidates.services.mirror import links_of
from interviews.models import Interview, Interviewer, InterviewerIdentity

WEEK = timedelta(days=7)


class WhenFilter(admin.SimpleListFilter):
    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("today", _("Today")),
            ("next", _("The next 7 days")),
            ("last", _("The last 7 days")),
            ("undated", _("Without a date")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        match self.value():
            case "today":
                return queryset.filter(
                    begins_at__gte=midnight, begins_at__lt=midnight + timedelta(days=1)
                )
            case "next":
                return queryset.filter(begins_at__gte=now, begins_at__lt=now + WEEK)
            case "last":
                return queryset.filter(begins_at__gte=now - WEEK, begins_at__lt=now)
            case "undated":
                return queryset.filter(begins_at=None)
        return queryset


class UnlinkedFilter(admin.SimpleListFilter):
    """What the vendor refers to and has not sent yet."""

    title = _("references")
    parameter_name = "unlinked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Waiting for what they refer to"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        waiting = Q()
        for link in links_of(queryset.model):  # type: ignore[arg-type]  # a class is hashable
            waiting |= Q(**{link.name: None, f"{link.name}_remote_id__isnull": False})
        return queryset.filter(waiting)


class PanelInline(ReadOnlyInline):
    model = Interviewer
    fields = ("user", "name", "email", "response_status", "vendor_response_status", "scorecard")
    joined = ("user", "scorecard")
    ordering = ("pk",)
    verbose_name_plural = _("panel")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interviewer]:
        return super().get_queryset(request).filter(deleted_at=None)


@admin.register(Interview)
class InterviewAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        "starts",
        "status",
        "vendor_status",
        linked("candidate", _("candidate")),
        linked("job", _("job")),
        linked("organizer", _("organizer")),
        linked("account", _("account")),
        "updated_at",
    )
    list_filter = ("status", WhenFilter, UnlinkedFilter, *MirroredAdmin.list_filter)
    search_fields = ("title", "candidate__name", "candidate__email", "=remote_id")
    search_help_text = _("Searches titles and candidates; the vendor's id must be whole.")
    date_hierarchy = "begins_at"
    ordering = (F("begins_at").desc(nulls_last=True), "-pk")
    joined = ("company", "account", "candidate", "job", "organizer")
    about = (
        ("title", "kind", "round"),
        ("status", "vendor_status"),
        ("start_at", "end_at"),
        ("start_date", "end_date"),
        ("time_zone",),
        ("location", "meeting_url"),
        ("proposed_start_at", "proposed_end_at", "proposed_by"),
        "external_event_id",
    )
    links = (
        ("candidate", "candidate_remote_id"),
        ("application", "application_remote_id"),
        ("job", "job_remote_id"),
        ("stage", "stage_remote_id"),
        ("slot", "slot_remote_id"),
        ("organizer", "organizer_remote_id"),
        ("coordinator",),
    )
    inlines = (PanelInline,)

    def view_on_site(self, interview: Interview) -> str:
        return reverse("interview", args=[interview.pk])

    @admin.display(description=_("start"), ordering="begins_at")
    def starts(self, interview: Interview) -> Any:
        """An all-day interview has a day and no clock."""
        if interview.all_day:
            return interview.start_date
        return cell_for(Interview, "start_at")(interview)


@admin.register(Interviewer)
class InterviewerAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        linked("interview", _("interview")),
        linked("user", _("user")),
        "response_status",
        linked("account", _("account")),
        "updated_at",
    )
    list_filter = ("response_status", *MirroredAdmin.list_filter)
    search_fields = ("name", "email", "user__name", "user__email", "=remote_id")
    joined = ("company", "account", "interview", "user")
    about = (("name", "email"), ("response_status", "vendor_response_status"))
    links = (
        ("interview", "interview_remote_id"),
        ("user", "user_remote_id"),
        ("scorecard", "scorecard_remote_id"),
    )


@admin.register(InterviewerIdentity)
class InterviewerIdentityAdmin(CompanyScopedAdmin):
    list_display = (
        "name",
        "email",
        "time_zone",
        "weekly_limit",
        "paused",
        linked("company", _("company")),
    )
    list_display_links = ("name", "email")
    list_filter = ("paused", ("company", ScopedRelatedFilter))
    search_fields = ("name", "email")
    search_help_text = _("Searches by name and e-mail address.")
    joined = ("company",)
    ordering = ("-pk",)
    fields = ("company", "name", "email", "time_zone", "weekly_limit", "paused", "ats_users")

    @admin.display(description=_("ATS users"))
    def ats_users(self, identity: InterviewerIdentity) -> str:
        return link_to_list("interviews_atsuser", _("ATS users"), identity__id__exact=identity.pk)
