"""Companies, people and who belongs where. Staff look; a superuser changes them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import link_to_list, linked
from candidates.admin.scoped import (
    CompanyScopedAdmin,
    ReadOnlyInline,
    ScopedRelatedFilter,
    SuperuserWrites,
)
from candidates.models import Company, Membership, User
from candidates.selectors.access import managed_companies
from candidates.services.access import end_membership, grant_role, settle_staff
from candidates.times import zone_called

# Permissions follow from roles: groups would promise what nothing looks at.
admin.site.unregister(Group)

if TYPE_CHECKING:
    StockUserAdmin = UserAdmin[User]
    CompanyModelForm = forms.ModelForm[Company]
else:
    StockUserAdmin = UserAdmin
    CompanyModelForm = forms.ModelForm


class CompanyForm(CompanyModelForm):
    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"]
        if zone_called(name) is None:
            raise ValidationError(_("This is no time zone. An example of one is Europe/Berlin."))
        return name


@admin.register(Company)
class CompanyAdmin(SuperuserWrites, CompanyScopedAdmin):
    company_path = "pk"
    form = CompanyForm
    list_display = ("name", "slug", "time_zone", "people", "created_at")
    search_fields = ("name", "slug")
    search_help_text = _("Searches by name and slug.")
    ordering = ("name", "pk")
    fields = ("name", "slug", "time_zone")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("people"))
    def people(self, company: Company) -> str:
        return link_to_list("candidates_membership", _("People"), company__id__exact=company.pk)


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ("company", "role")
    joined = ("company", "user")
    secret_paths = ("user__password",)
    verbose_name_plural = _("roles")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(company__in=managed_companies(request.user))


@admin.register(User)
class PersonAdmin(SuperuserWrites, CompanyScopedAdmin, StockUserAdmin):
    """`is_staff` is not set by hand: it follows from the roles."""

    list_display = ("username", "email", "full_name", "roles", "is_active", "last_login")
    list_filter = ("memberships__role", "is_active", "is_superuser")
    search_fields = ("username", "first_name", "last_name", "email")
    search_help_text = _("Searches by user name, name and e-mail address.")
    ordering = ("username",)
    readonly_fields = ("is_staff", "last_login", "date_joined")
    inlines = (MembershipInline,)
    about = (
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("Access"),
            {"fields": ("is_active", "is_superuser", "is_staff", "last_login", "date_joined")},
        ),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "email", "usable_password", "password1", "password2"),
                "description": _("Give the person a role afterwards, under memberships."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        mine = Membership.objects.filter(company__in=managed_companies(request.user))
        seen = mine.select_related("company").order_by("pk")
        people = super(CompanyScopedAdmin, self).get_queryset(request)
        people = people.prefetch_related(Prefetch("memberships", queryset=seen))
        if request.user.is_superuser:
            return people
        return people.filter(pk__in=mine.values("user")).defer("password")

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        if obj is None:
            return self.add_fieldsets
        signing_in = ("username", "password") if request.user.is_superuser else ("username",)
        return ((None, {"fields": signing_in}), *self.about)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever leaves is made inactive: what they changed stays theirs."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        super().save_model(request, obj, form, change)
        settle_staff(obj)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(f"{m.get_role_display()} · {m.company}" for m in user.memberships.all())


@admin.register(Membership)
class MembershipAdmin(SuperuserWrites, CompanyScopedAdmin):
    list_display = ("__str__", linked("user", _("user")), linked("company", _("company")), "role")
    list_filter = ("role", ("company", ScopedRelatedFilter))
    search_fields = ("user__username", "user__email")
    search_help_text = _("Searches by user name and e-mail address.")
    joined = ("company", "user")
    secret_paths = ("user__password",)
    ordering = ("-pk",)
    autocomplete_fields = ("company", "user")
    fields = ("company", "user", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("company", "user") if obj else ()

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.pk = grant_role(user=obj.user, company=obj.company, role=obj.role).pk

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        end_membership(membership=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset:
            end_membership(membership=membership)
