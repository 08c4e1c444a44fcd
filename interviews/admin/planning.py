"""Conflicts, absences, the queue and feeds, in the admin site. Their own pages change them; here they are read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import linked
from candidates.admin.scoped import CompanyScopedAdmin, ReadOnlyInline, ScopedRelatedFilter
from interviews.models import (
    Absence,
    AttentionSettings,
    Conflict,
    Feed,
    FeedToken,
    Handling,
    KeptApart,
)

COMPANY = ("company", ScopedRelatedFilter)
INTERVIEWER = linked("identity", _("interviewer"))


@admin.register(Conflict)
class ConflictAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        "kind",
        INTERVIEWER,
        linked("first", _("interview")),
        linked("second", _("other interview")),
        "starts",
        "closed_at",
        "overridden_at",
    )
    list_filter = ("kind", "closed_at", "overridden_at", COMPANY)
    search_fields = ("=first__id", "=second__id", "identity__name", "identity__email")
    search_help_text = _("Searches by number of an interview, and by name and e-mail address.")
    joined = ("company", "identity", "first", "second", "overridden_by")
    secret_paths = ("overridden_by__password",)
    exclude = ("who",)
    date_hierarchy = "starts"
    ordering = ("-pk",)

    def view_on_site(self, conflict: Conflict) -> str:
        return reverse("interview", args=[conflict.first_id])


@admin.register(Absence)
class AbsenceAdmin(CompanyScopedAdmin):
    company_path = "identity__company"
    list_display = ("__str__", INTERVIEWER, "first_day", "last_day", "reason")
    list_filter = ("first_day", "last_day")
    search_fields = ("identity__name", "identity__email", "reason")
    search_help_text = _("Searches by name and e-mail address of the interviewer, and by reason.")
    joined = ("identity",)
    date_hierarchy = "first_day"
    ordering = ("-first_day", "-pk")

    def view_on_site(self, absence: Absence) -> str:
        return reverse("interviewer", args=[absence.identity_id])


@admin.register(KeptApart)
class KeptApartAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        linked("first", _("interviewer")),
        linked("second", _("interviewer")),
        linked("company", _("company")),
    )
    list_filter = (COMPANY,)
    search_fields = ("first__name", "first__email", "second__name", "second__email")
    search_help_text = _("Searches by name and e-mail address of either interviewer.")
    joined = ("company", "first", "second")
    ordering = ("-pk",)


@admin.register(Handling)
class HandlingAdmin(CompanyScopedAdmin):
    list_display = (
        "rule",
        "subject",
        linked("assignee", _("assignee")),
        "snoozed_until",
        "by",
        "at",
    )
    list_filter = ("rule", COMPANY)
    search_fields = ("rule", "subject", "assignee__username", "assignee__email")
    search_help_text = _("Searches by rule, by what it is about, and by who takes care of it.")
    joined = ("company", "assignee", "by")
    secret_paths = ("assignee__password", "by__password")
    ordering = ("-pk",)


@admin.register(AttentionSettings)
class AttentionSettingsAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        "critical_hours",
        "answer_hours",
        "day_load",
        "week_load",
        "ahead_days",
    )
    list_filter = (COMPANY,)
    search_fields = ("company__name", "company__slug")
    search_help_text = _("Searches by name of the company.")
    joined = ("company",)
    ordering = ("pk",)


class TokenInline(ReadOnlyInline):
    model = FeedToken
    fields = ("created_at", "expires_at", "last_used_at")
    secret_paths = ("digest",)
    ordering = ("pk",)


@admin.register(Feed)
class FeedAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        linked("user", _("user")),
        "source",
        "details",
        "created_at",
        "revoked_at",
    )
    list_filter = ("source", "details", "revoked_at", COMPANY)
    search_fields = ("name", "user__username", "user__email")
    search_help_text = _("Searches by name of the feed and of whoever subscribes.")
    joined = ("company", "user", "identity", "project", "view")
    secret_paths = ("user__password",)
    inlines = (TokenInline,)
    ordering = ("-pk",)


@admin.register(FeedToken)
class FeedTokenAdmin(CompanyScopedAdmin):
    """When an address was fetched. The address itself nobody knows but who has it."""

    company_path = "feed__company"
    list_display = (
        "__str__",
        linked("feed", _("calendar feed")),
        "created_at",
        "expires_at",
        "last_used_at",
    )
    list_filter = ("expires_at", "last_used_at")
    search_fields = ("feed__name", "feed__user__username")
    search_help_text = _("Searches by name of the feed and of whoever subscribes.")
    joined = ("feed__user", "feed__company")
    secret_paths = ("digest", "feed__user__password")
    ordering = ("-pk",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return ["feed", "created_at", "expires_at", "last_used_at"]
