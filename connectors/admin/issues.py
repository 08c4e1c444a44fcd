"""What a person should know about an account's data, and may put off or settle."""

from datetime import timedelta

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.admin.cells import EMPTY, linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from connectors.admin.accounts import SECRETS
from connectors.issue_texts import translated
from connectors.models import Issue
from connectors.services.issues import OPEN, resolve, snooze


@admin.register(Issue)
class IssueAdmin(CompanyScopedAdmin):
    list_display = (
        "sentence",
        "code",
        linked("account", _("account")),
        "state",
        "count",
        "last_seen_at",
        "snoozed_until",
    )
    list_filter = (
        "state",
        "code",
        ("account", ScopedRelatedFilter),
        ("company", ScopedRelatedFilter),
    )
    search_fields = ("message", "subject", "=remote_id", "field", "value")
    search_help_text = _(
        "Searches the message, the field and its value; the vendor's id must be whole."
    )
    date_hierarchy = "last_seen_at"
    joined = ("account", "company")
    secret_paths = SECRETS
    ordering = ("-last_seen_at", "-pk")
    actions = ("snooze_for_a_day", "snooze_for_a_week", "resolve_selected")
    fieldsets = (
        (None, {"fields": ("sentence", "what_to_do", "state")}),
        (
            _("About"),
            {
                "fields": (
                    "account",
                    "company",
                    "code",
                    "subject",
                    "resource",
                    "remote_id",
                    "field",
                    "value",
                )
            },
        ),
        (
            _("Seen"),
            {"fields": ("count", "first_seen_at", "last_seen_at", "snoozed_until", "resolved_at")},
        ),
    )

    @admin.display(description=_("message"), ordering="message")
    def sentence(self, issue: Issue) -> str:
        told = translated(issue.told)
        return told[0] if told else issue.message

    @admin.display(description=_("what to do"))
    def what_to_do(self, issue: Issue) -> str:
        told = translated(issue.told)
        return (told[1] if told else issue.advice) or EMPTY

    @admin.action(description=_("Snooze the selected issues for a day"), permissions=["manage"])
    def snooze_for_a_day(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        self.put_off(request, queryset, timedelta(days=1))

    @admin.action(description=_("Snooze the selected issues for a week"), permissions=["manage"])
    def snooze_for_a_week(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        self.put_off(request, queryset, timedelta(weeks=1))

    def put_off(self, request: HttpRequest, queryset: QuerySet[Issue], time: timedelta) -> None:
        issues = self.still_open(request, queryset)
        now = timezone.now()
        until = now + time
        for issue in issues:
            snooze(issue, until=until, now=now)
            self.log_change(request, issue, "Snoozed.")
        done = ngettext("%(count)d issue is snoozed.", "%(count)d issues are snoozed.", len(issues))
        messages.success(request, done % {"count": len(issues)})

    @admin.action(description=_("Resolve the selected issues"), permissions=["manage"])
    def resolve_selected(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        issues = self.still_open(request, queryset)
        resolve([issue.pk for issue in issues], timezone.now())
        for issue in issues:
            self.log_change(request, issue, "Resolved.")
        done = ngettext(
            "%(count)d issue is resolved.", "%(count)d issues are resolved.", len(issues)
        )
        messages.success(request, done % {"count": len(issues)})

    def still_open(self, request: HttpRequest, queryset: QuerySet[Issue]) -> list[Issue]:
        return list(self.managed(request, queryset.filter(state__in=OPEN)))
