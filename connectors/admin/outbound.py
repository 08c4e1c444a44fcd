"""Who is told of what, and how that went. Endpoints are made on their page or over the API."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.admin.cells import as_block, linked
from candidates.admin.scoped import CompanyScopedAdmin, ReadOnlyInline, ScopedRelatedFilter
from candidates.selectors.access import may_manage
from connectors.models import OutboundAttempt, OutboundDelivery, WebhookEndpoint
from connectors.outbound import endpoints, log

TIMES = ("failing_since", "last_success_at", "held_until")


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(CompanyScopedAdmin):
    list_display = (
        "url",
        linked("company", _("company")),
        "state",
        "failing_since",
        "last_success_at",
        "held_until",
        "created_at",
    )
    list_filter = ("state", ("company", ScopedRelatedFilter))
    search_fields = ("url", "description")
    joined = ("company",)
    secret_paths = ("secrets",)
    ordering = ("pk",)
    actions = ("disable_selected", "enable_selected")
    fieldsets = (
        (None, {"fields": ("url", "description", "company", "created_at")}),
        (_("Told"), {"fields": ("events", "limited", "accounts", "personal")}),
        (_("State"), {"fields": ("state", "state_reason", "failures", *TIMES)}),
    )

    @admin.action(description=_("Disable the selected endpoints"), permissions=["manage"])
    def disable_selected(self, request: HttpRequest, queryset: QuerySet[WebhookEndpoint]) -> None:
        for endpoint in self.managed(request, queryset):
            endpoints.disable(endpoint, now=timezone.now())
            self.log_change(request, endpoint, "Disabled.")

    @admin.action(description=_("Enable the selected endpoints"), permissions=["manage"])
    def enable_selected(self, request: HttpRequest, queryset: QuerySet[WebhookEndpoint]) -> None:
        for endpoint in self.managed(request, queryset):
            endpoints.enable(endpoint, now=timezone.now())
            self.log_change(request, endpoint, "Enabled.")


class AttemptInline(ReadOnlyInline):
    model = OutboundAttempt
    fields = ("at", "status", "took_ms", "problem")
    verbose_name_plural = _("attempts")
    ordering = ("pk",)


@admin.register(OutboundDelivery)
class OutboundDeliveryAdmin(CompanyScopedAdmin):
    company_path = "endpoint__company"
    list_display = (
        "__str__",
        linked("endpoint", _("endpoint")),
        "state",
        "created_at",
        "done_at",
        "attempts",
        "next_attempt_at",
        "status",
        "problem",
    )
    list_filter = ("state", "event", ("endpoint", ScopedRelatedFilter))
    search_fields = ("=id", "=event_id", "event", "endpoint__url", "problem")
    date_hierarchy = "created_at"
    joined = ("endpoint__company",)
    secret_paths = ("endpoint__secrets", "body")
    ordering = ("-pk",)
    inlines = (AttemptInline,)
    actions = ("replay_selected",)

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        about = ("endpoint", "event", "event_id", "state", "status", "problem")
        course = (("created_at", "done_at"), ("attempts", "next_attempt_at"))
        shown: list[Any] = [(None, {"fields": about}), (_("Course"), {"fields": course})]
        if obj is not None and may_manage(request.user, obj.endpoint.company):
            shown.append((_("As it is sent"), {"fields": ("sent",), "classes": ("collapse",)}))
        return shown

    @admin.display(description=_("JSON"))
    def sent(self, delivery: OutboundDelivery) -> str:
        return as_block(log.told_in(delivery))

    @admin.action(description=_("Replay the selected webhooks"), permissions=["manage"])
    def replay_selected(self, request: HttpRequest, queryset: QuerySet[OutboundDelivery]) -> None:
        chosen = self.managed(request, queryset).values_list("pk", flat=True)
        try:
            number = log.replay(
                OutboundDelivery.objects.filter(pk__in=list(chosen)), now=timezone.now()
            )
        except log.ReplayRefused as refusal:
            messages.error(request, str(refusal))
            return
        said = ngettext(
            "%(count)d webhook is sent again.", "%(count)d webhooks are sent again.", number
        )
        messages.success(request, said % {"count": number})
