"""Tokens of the candidates' API: seen and revoked. They are made by signing in, and by a command."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.admin.cells import linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.models import AccessToken
from candidates.services.tokens import revoke_token


@admin.register(AccessToken)
class AccessTokenAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        linked("user", _("user")),
        linked("candidate", _("candidate")),
        "created_at",
        "last_used_at",
        "expires_at",
        "revoked_at",
    )
    list_filter = (("company", ScopedRelatedFilter),)
    search_fields = ("name", "user__username", "candidate__name")
    search_help_text = _("Searches by name and by whose it is.")
    joined = ("company", "user", "candidate")
    secret_paths = ("digest", "user__password", "candidate__password")
    ordering = ("-pk",)
    actions = ("revoke",)

    @admin.action(description=_("Revoke the selected tokens for good"), permissions=["manage"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[AccessToken]) -> None:
        now, revoked = timezone.now(), 0
        for token in self.managed(request, queryset):
            if revoke_token(token=token, now=now):
                self.log_change(request, token, "Revoked.")
                revoked += 1
        sentence = ngettext(
            "%(count)d token was revoked.", "%(count)d tokens were revoked.", revoked
        )
        messages.success(request, sentence % {"count": revoked})
