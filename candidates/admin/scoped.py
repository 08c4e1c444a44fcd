"""What every admin of the hub is built on: rows of one's own companies, and nothing to write unless it is said."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import Http404, HttpRequest

from candidates.admin.cells import EMPTY, with_moment_cells
from candidates.models import Company
from candidates.selectors.access import managed_companies

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Any]
    BaseInline = admin.TabularInline[Any, Any]
    BaseRelatedFilter = admin.RelatedFieldListFilter
else:
    BaseAdmin = admin.ModelAdmin
    BaseInline = admin.TabularInline
    BaseRelatedFilter = admin.RelatedFieldListFilter

UNSEEN = frozenset(
    {
        "password",
        "digest",
        "credentials",
        "tokens",
        "raw",
        "content",
        "reading",
        "activation_key",
        "lease_token",
    }
)


class ReadOnly:
    """Nothing is added, changed or deleted here; staff may look."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(ReadOnly, BaseInline):
    joined: tuple[str, ...] = ()
    secret_paths: tuple[str, ...] = ()
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).defer(*self.secret_paths)
        return rows.select_related(*self.joined) if self.joined else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return with_moment_cells(self.model, super().get_fields(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.get_fields(request, obj)


class SuperuserReadOnly(ReadOnly):
    """Only whoever runs the machine may look."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_superuser


class SuperuserWrites:
    """Staff look, a superuser also adds and changes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)


class CompanyScopedAdmin(ReadOnly, BaseAdmin):
    """Rows of the companies a person administers; another company's row is a 404.

    `company_path` leads from a row to its company, `joined` names what lists and pages show of other rows,
    `secret_paths` what is never even read from the database for them.
    """

    company_path = "company"
    joined: tuple[str, ...] = ()
    secret_paths: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False
    empty_value_display = EMPTY

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).defer(*self.secret_paths)
        if self.joined:
            rows = rows.select_related(*self.joined)
        if request.user.is_superuser:
            return rows
        return rows.filter(**{f"{self.company_path}__in": keys_of(managed_companies(request.user))})

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return with_moment_cells(self.model, super().get_list_display(request))

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        """The page of a row, group by group, as Django's `fieldsets`."""
        return super().get_fieldsets(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """On a page that cannot be edited, moments say their zone."""
        sections = self.sections(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return list(sections)
        return [
            (title, {**options, "fields": with_moment_cells(self.model, options["fields"])})
            for title, options in sections
        ]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def get_field_queryset(
        self, db: str | None, db_field: "Field[Any, Any]", request: HttpRequest | None
    ) -> QuerySet[Any] | None:
        """What a choice may offer: what the person sees in the target's own list."""
        return scoped_choices(self, db_field, request)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """No guessing of secrets by `?digest__startswith=`."""
        return UNSEEN.isdisjoint(lookup.split("__")) and super().lookup_allowed(
            lookup,
            value,
            request,  # type: ignore[arg-type]
        )

    def has_manage_permission(self, request: HttpRequest) -> bool:
        """For actions with `permissions=["manage"]`: owners and administrators, of one company at least."""
        return request.user.is_superuser or managed_companies(request.user).exists()

    def managed(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of the rows chosen, those of companies this person administers."""
        if request.user.is_superuser:
            return rows
        return rows.filter(**{f"{self.company_path}__in": keys_of(managed_companies(request.user))})


def keys_of(companies: QuerySet[Company]) -> list[int]:
    """Read at once: with plain numbers the database takes its index by company."""
    return list(companies.values_list("pk", flat=True))


def scoped_choices(
    model_admin: BaseAdmin, field: "Field[Any, Any]", request: HttpRequest | None
) -> QuerySet[Any] | None:
    target = field.remote_field.model if field.remote_field else None
    if request is None or target is None or not model_admin.admin_site.is_registered(target):
        return None
    return model_admin.admin_site.get_model_admin(target).get_queryset(request)


class ScopedRelatedFilter(BaseRelatedFilter):
    """A filter by account, company, …: offers only what the person may see."""

    def field_choices(
        self, field: "Field[Any, Any]", request: HttpRequest, model_admin: BaseAdmin
    ) -> list[tuple[str, Any]]:
        rows = scoped_choices(model_admin, field, request)
        return [(str(row.pk), str(row)) for row in rows] if rows is not None else []
