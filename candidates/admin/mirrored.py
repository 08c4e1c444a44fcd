"""The admin of rows that mirror a vendor's record: whatever they hold is changed by syncs and services only."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.admin.timeline import timeline_of


class TombstoneFilter(admin.SimpleListFilter):
    """Tombstones are left out unless asked for, here as everywhere."""

    title = _("deleted")
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("with", _("With tombstones")), ("only", _("Tombstones only"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": _("Left out")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "with":
            return queryset
        return queryset.filter(deleted_at__isnull=self.value() != "only")


class MirroredAdmin(CompanyScopedAdmin):
    """`about` and `links` are the fields of the record itself and of what it belongs to."""

    about: tuple[Any, ...] = ()
    links: tuple[Any, ...] = ()
    joined: tuple[str, ...] = ("company", "account")
    secret_paths = ("account__credentials", "account__tokens")
    list_filter: ClassVar[Any] = (
        ("account", ScopedRelatedFilter),
        TombstoneFilter,
        ("company", ScopedRelatedFilter),
    )
    ordering: ClassVar[Any] = ("-pk",)
    search_help_text = _("Searches names and addresses; the vendor's id must be whole.")

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        return mirrored_sections(self.about, self.links)

    @admin.display(description=_("timeline"))
    def timeline(self, row: Model) -> str:
        return timeline_of(row)


def mirrored_sections(about: tuple[Any, ...], links: tuple[Any, ...]) -> Any:
    return (
        (None, {"fields": about}),
        *([(_("Belongs to"), {"fields": links})] if links else []),
        (
            _("At the vendor"),
            {"fields": ("account", "remote_id", "vendor_created_at", "vendor_updated_at")},
        ),
        (
            _("In the hub"),
            {
                "fields": (
                    "company",
                    "created_at",
                    "updated_at",
                    "version",
                    "deleted_at",
                    "deleted_reason",
                )
            },
        ),
        (_("Timeline"), {"fields": ("timeline",)}),
    )
