"""What people want written at vendors, and what came of it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import as_block, linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from connectors.admin.accounts import SECRETS
from connectors.models import WriteBack


@admin.register(WriteBack)
class WriteBackAdmin(CompanyScopedAdmin):
    company_path = "account__company"
    list_display = (
        "__str__",
        linked("account", _("account")),
        linked("interview", _("interview")),
        "state",
        "asked_by",
        "asked_at",
        "done_at",
        "attempts",
        "next_attempt_at",
        "problem",
    )
    list_filter = ("state", "action", ("account", ScopedRelatedFilter))
    search_fields = ("=id", "=remote_id", "account__name", "problem")
    search_help_text = _("Searches by number, vendor's id, account and problem.")
    date_hierarchy = "asked_at"
    joined = ("account__company", "interview", "asked_by")
    secret_paths = SECRETS

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        return (
            (None, {"fields": ("action", "account", "interview", "candidate", "remote_id")}),
            (_("State"), {"fields": ("state", "problem", "attempts", "next_attempt_at")}),
            (
                _("Asked"),
                {"fields": ("asked_by", "source", "asked_at", "sent_at", "taken_at", "done_at")},
            ),
            (_("Wanted"), {"fields": ("wanted",)}),
        )

    @admin.display(description=_("values"))
    def wanted(self, row: WriteBack) -> str:
        return as_block(row.values)
