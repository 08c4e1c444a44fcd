"""API keys: made and revoked by owners and administrators; the secret is shown once and is nowhere else."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.admin.cells import EMPTY, linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.models import ApiKey, Company
from candidates.networks import split
from candidates.selectors.access import managed_companies
from candidates.services.access import (
    DEFAULT_SCOPES,
    AccessError,
    create_api_key,
    plan_api_key,
    revoke_api_key,
)
from candidates.statuses import Scope

if TYPE_CHECKING:
    KeyModelForm = forms.ModelForm[ApiKey]
else:
    KeyModelForm = forms.ModelForm

ASKED = ("company", "name", "scopes", "accounts", "expires_at", "networks", "rate_limit")


class ApiKeyForm(KeyModelForm):
    scopes = forms.MultipleChoiceField(
        label=_("scopes"),
        choices=Scope.choices,
        initial=DEFAULT_SCOPES,
        widget=forms.CheckboxSelectMultiple,
    )
    networks = forms.CharField(
        label=_("allowed addresses"),
        help_text=_("Addresses or networks, a line each; none means everywhere."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_networks(self) -> list[str]:
        return split(self.cleaned_data["networks"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked: dict[str, Any] = self.cleaned_data
        if not self.errors:
            try:
                plan_api_key(**{name: asked[name] for name in ASKED}, now=timezone.now())
            except AccessError as refusal:
                raise ValidationError(str(refusal)) from None
        return asked


class LifeFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "life"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("alive", _("Valid")), ("expired", _("Expired")), ("revoked", _("Revoked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
        over = Q(expires_at__lte=timezone.now())
        match self.value():
            case "alive":
                return queryset.filter(~over, revoked_at=None)
            case "expired":
                return queryset.filter(over, revoked_at=None)
            case "revoked":
                return queryset.exclude(revoked_at=None)
        return queryset


@admin.register(ApiKey)
class ApiKeyAdmin(CompanyScopedAdmin):
    form = ApiKeyForm
    list_display = (
        "name",
        "start",
        linked("company", _("company")),
        "may",
        "life",
        "last_used_at",
        "expires_at",
        "created_at",
    )
    list_filter = (LifeFilter, ("company", ScopedRelatedFilter))
    search_fields = ("name", "=prefix")
    search_help_text = _("Searches by name; the first twelve characters of a key must be whole.")
    joined = ("company",)
    secret_paths = ("digest",)
    ordering = ("-pk",)
    autocomplete_fields = ("accounts",)
    actions = ("revoke",)

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        if obj is None:
            return ((None, {"fields": ASKED}),)
        life = ("life", "created_at", "last_used_at", "expires_at", "revoked_at")
        return (
            (
                None,
                {
                    "fields": (
                        "company",
                        "name",
                        "start",
                        "may",
                        "limited_to",
                        "networks",
                        "rate_limit",
                    )
                },
            ),
            (_("Life"), {"fields": life}),
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request) and self.has_manage_permission(request)

    def get_field_queryset(
        self, db: str | None, db_field: "Field[Any, Any]", request: HttpRequest | None
    ) -> QuerySet[Any] | None:
        if db_field.name == "company" and request is not None:
            return managed_companies(request.user)
        return super().get_field_queryset(db, db_field, request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        companies: list[Company] = list(managed_companies(request.user)[:2])
        only = {"company": companies[0].pk} if len(companies) == 1 else {}
        return {**only, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:  # noqa: FBT001
        asked = form.cleaned_data
        key, secret = create_api_key(**{name: asked[name] for name in ASKED}, now=timezone.now())
        obj.pk, obj.prefix = key.pk, key.prefix
        messages.warning(
            request,
            _("Copy the new key now, it is shown this once: %(secret)s") % {"secret": secret},
        )

    @admin.action(description=_("Revoke the selected keys for good"), permissions=["manage"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        now, revoked = timezone.now(), 0
        for key in self.managed(request, queryset):
            if revoke_api_key(key=key, now=now):
                self.log_change(request, key, "Revoked.")
                revoked += 1
        sentence = ngettext("%(count)d key was revoked.", "%(count)d keys were revoked.", revoked)
        messages.success(request, sentence % {"count": revoked})

    @admin.display(description=_("begins with"), ordering="prefix")
    def start(self, key: ApiKey) -> str:
        return f"{key.prefix}…"

    @admin.display(description=_("scopes"))
    def may(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    @admin.display(description=_("accounts"))
    def limited_to(self, key: ApiKey) -> str:
        if not key.limited:
            return str(_("all of the company"))
        return ", ".join(key.accounts.order_by("name").values_list("name", flat=True)) or EMPTY

    @admin.display(description=_("state"))
    def life(self, key: ApiKey) -> str:
        if key.revoked_at:
            return str(_("Revoked"))
        expired = key.expires_at is not None and key.expires_at <= timezone.now()
        return str(_("Expired") if expired else _("Valid"))
