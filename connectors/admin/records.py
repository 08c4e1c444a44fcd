"""Records as the vendor sent them; what they hold is for owners and administrators."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import as_block, linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.selectors.access import may_manage
from connectors.admin.accounts import SECRETS
from connectors.models import RemoteRecord, SyncState
from connectors.selectors.raw import raw_of


class ListFilter(admin.SimpleListFilter):
    """Lists by name, from the few rows that say how far each has come: the records are too many to ask."""

    title = _("list")
    parameter_name = "resource"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        states = model_admin.admin_site.get_model_admin(SyncState).get_queryset(request)
        names = states.order_by("resource").values_list("resource", flat=True).distinct()
        return [(name, name) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(resource=self.value()) if self.value() else queryset


@admin.register(RemoteRecord)
class RemoteRecordAdmin(CompanyScopedAdmin):
    company_path = "account__company"
    list_display = (
        "remote_id",
        "resource",
        linked("account", _("account")),
        "problem",
        "read_at",
        linked("run", _("run")),
        "deleted_at",
    )
    list_filter = (
        ListFilter,
        ("problem", admin.EmptyFieldListFilter),
        ("unknown_words", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
        ("account", ScopedRelatedFilter),
    )
    search_fields = ("=remote_id",)
    search_help_text = _("The vendor's id must be whole.")
    joined = ("account__company", "run__account")
    secret_paths = (*SECRETS, "run__account__credentials", "run__account__tokens", "raw", "reading")
    ordering = ("-pk",)

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        about = ("account", "resource", "remote_id", "problem", "unknown_words")
        course = ("read_at", "run", "deleted_at")
        shown: list[Any] = [(None, {"fields": about}), (_("Course"), {"fields": course})]
        if obj is not None and may_manage(request.user, obj.account.company):
            shown.append((_("As the vendor sent it"), {"fields": ("as_sent",)}))
            shown.append((_("As it was read"), {"fields": ("as_read",), "classes": ("collapse",)}))
        return shown

    @admin.display(description=_("JSON"))
    def as_sent(self, record: RemoteRecord) -> str:
        try:
            return as_block(raw_of(record))
        except ValueError as error:
            return str(error)

    @admin.display(description=_("JSON"))
    def as_read(self, record: RemoteRecord) -> str:
        return as_block(record.reading)
