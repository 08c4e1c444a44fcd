"""Saved views, as somebody sees them who helps a colleague."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import linked
from candidates.admin.scoped import CompanyScopedAdmin
from interviews.models import SavedView, ViewPlace


@admin.register(SavedView)
class SavedViewAdmin(CompanyScopedAdmin):
    list_display = ("__str__", "page", linked("owner", _("owner")), "shared", "updated_at")
    list_filter = ("page", "shared")
    search_fields = ("name", "owner__username", "owner__email")
    search_help_text = _("Searches by name of the view and its owner.")
    joined = ("company", "owner")
    secret_paths = ("owner__password",)
    ordering = ("-pk",)


@admin.register(ViewPlace)
class ViewPlaceAdmin(CompanyScopedAdmin):
    company_path = "view__company"
    list_display = ("__str__", linked("view", _("view")), "pinned", "default_of", "position")
    list_filter = ("pinned", "default_of")
    search_fields = ("view__name", "membership__user__username")
    search_help_text = _("Searches by name of the view and of the person.")
    joined = ("view", "membership__user", "membership__company")
    secret_paths = ("membership__user__password",)
    ordering = ("-pk",)
