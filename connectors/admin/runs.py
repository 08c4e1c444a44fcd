"""Sync runs and how far each list has come."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from candidates.admin.cells import EMPTY, linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.times import duration
from connectors.admin.accounts import SECRETS
from connectors.models import SyncRun, SyncState
from connectors.plain_names import list_name
from connectors.services.breaker import DELETE, KEEP, ask_again, decide_all

COUNTED = {
    "read": pgettext_lazy("counted", "read"),
    "new": pgettext_lazy("counted", "new"),
    "changed": pgettext_lazy("counted", "changed"),
    "unchanged": pgettext_lazy("counted", "unchanged"),
    "deleted": pgettext_lazy("counted", "deleted"),
    "rejected": pgettext_lazy("counted", "set aside"),
}


@admin.register(SyncRun)
class SyncRunAdmin(CompanyScopedAdmin):
    company_path = "account__company"
    list_display = (
        "number",
        linked("account", _("account")),
        "state",
        "trigger",
        "full",
        "sum_of_counts",
        "queued_at",
        "took",
        "next_attempt_at",
        "message",
    )
    list_filter = ("state", "trigger", "full", ("account", ScopedRelatedFilter))
    search_fields = ("=id", "account__name", "message")
    search_help_text = _("Searches by number, account and message.")
    date_hierarchy = "queued_at"
    joined = ("account__company",)
    secret_paths = SECRETS
    ordering = ("-pk",)
    fieldsets = (
        (None, {"fields": ("account", "state", "message", "trigger", "full", "resources")}),
        (_("What was read"), {"fields": ("table",)}),
        (
            _("Course"),
            {
                "fields": (
                    ("queued_at", "started_at", "finished_at", "took"),
                    ("attempts", "next_attempt_at", "heartbeat_at", "lease_until"),
                )
            },
        ),
    )

    def view_on_site(self, run: SyncRun) -> str:
        return reverse("run", args=[run.account.uuid, run.pk])

    @admin.display(description=_("run"), ordering="pk")
    def number(self, run: SyncRun) -> str:
        return f"#{run.pk}"

    @admin.display(description=_("what was read"))
    def sum_of_counts(self, run: SyncRun) -> str:
        sums = {
            name: sum(counts.get(name, 0) for counts in run.counts.values()) for name in COUNTED
        }
        return ", ".join(f"{COUNTED[name]} {count}" for name, count in sums.items() if count)

    @admin.display(description=_("took"))
    def took(self, run: SyncRun) -> str:
        if run.started_at is None or run.finished_at is None:
            return EMPTY
        return duration(run.finished_at - run.started_at)

    @admin.display(description=_("by list"))
    def table(self, run: SyncRun) -> str:
        """Each list with its counts; the checkpoint holds the vendor's cursors and stays unseen."""
        head = format_html_join(
            "", '<th scope="col">{}</th>', ((word,) for word in ("", *COUNTED.values()))
        )
        rows = format_html_join(
            "", "<tr>{}</tr>", ((row_of(name, counts),) for name, counts in run.counts.items())
        )
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, rows)


def row_of(name: str, counts: dict[str, int]) -> str:
    cells = format_html_join("", "<td>{}</td>", ((counts.get(word, 0),) for word in COUNTED))
    return format_html('<th scope="row">{}</th>{}', list_name(name), cells)


@admin.register(SyncState)
class SyncStateAdmin(CompanyScopedAdmin):
    company_path = "account__company"
    list_display: Any = (
        "resource",
        linked("account", _("account")),
        "watermark",
        "listed_at",
        "held",
    )
    list_filter = (("held", admin.EmptyFieldListFilter), ("account", ScopedRelatedFilter))
    search_fields = ("resource", "account__name")
    search_help_text = _("Searches by list and account.")
    joined = ("account__company",)
    secret_paths = SECRETS
    ordering = ("account__name", "resource", "pk")
    fields = ("account", "resource", "watermark", "listed_at", "held")
    actions = ("delete_held", "keep_held", "ask_about_kept")

    @admin.action(
        description=_("Delete what is held: it is really gone at the vendor"),
        permissions=["manage"],
    )
    def delete_held(self, request: HttpRequest, queryset: QuerySet[SyncState]) -> None:
        number = decide_all(self.managed(request, queryset), DELETE)
        messages.success(
            request,
            ngettext(
                "%(number)s list may delete with its next whole reading.",
                "%(number)s lists may delete with their next whole reading.",
                number,
            )
            % {"number": number},
        )

    @admin.action(
        description=_("Keep what is held: it stays here although the vendor no longer lists it"),
        permissions=["manage"],
    )
    def keep_held(self, request: HttpRequest, queryset: QuerySet[SyncState]) -> None:
        number = decide_all(self.managed(request, queryset), KEEP)
        self.tell_lists(request, number)

    @admin.action(description=_("Ask again about what was kept"), permissions=["manage"])
    def ask_about_kept(self, request: HttpRequest, queryset: QuerySet[SyncState]) -> None:
        self.tell_lists(request, ask_again(self.managed(request, queryset)))

    def tell_lists(self, request: HttpRequest, number: int) -> None:
        done = ngettext(
            "%(number)s list acts on it with its next whole reading.",
            "%(number)s lists act on it with their next whole reading.",
            number,
        )
        messages.success(request, done % {"number": number})
