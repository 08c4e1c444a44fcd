"""What vendors sent by themselves, and what came of it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.admin.cells import as_block, linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.selectors.access import may_manage
from connectors.admin.accounts import SECRETS
from connectors.models import Delivery
from connectors.selectors.raw import sent_in
from connectors.services.deliveries import work_again


@admin.register(Delivery)
class DeliveryAdmin(CompanyScopedAdmin):
    company_path = "account__company"
    list_display = (
        "number",
        "event",
        linked("account", _("account")),
        "state",
        "received_at",
        "done_at",
        "attempts",
        "next_attempt_at",
        "problem",
    )
    list_filter = ("state", "event", ("account", ScopedRelatedFilter))
    search_fields = ("=id", "=event_id", "event", "account__name", "problem")
    search_help_text = _("Searches by number, event, account and problem.")
    date_hierarchy = "received_at"
    joined = ("account__company",)
    secret_paths = (*SECRETS, "body")
    ordering = ("-pk",)
    actions = ("work_on_it_again",)

    def sections(self, request: HttpRequest, obj: Any) -> Any:
        about = ("account", "event", "event_id", "state", "problem")
        course = (("received_at", "done_at"), ("attempts", "next_attempt_at", "lease_until"))
        shown: list[Any] = [(None, {"fields": about}), (_("Course"), {"fields": course})]
        if obj is not None and may_manage(request.user, obj.account.company):
            sent = {"fields": ("as_sent",), "classes": ("collapse",)}
            shown.append((_("As the vendor sent it"), sent))
        return shown

    @admin.display(description=_("delivery"), ordering="pk")
    def number(self, delivery: Delivery) -> str:
        return f"#{delivery.pk}"

    @admin.display(description=_("JSON"))
    def as_sent(self, delivery: Delivery) -> str:
        return as_block(sent_in(delivery))

    @admin.action(description=_("Work on the selected deliveries again"), permissions=["manage"])
    def work_on_it_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        chosen = self.managed(request, queryset).values_list("pk", flat=True)
        number = work_again(chosen, now=timezone.now())
        done = ngettext(
            "%(count)d delivery is queued again.", "%(count)d deliveries are queued again.", number
        )
        messages.success(request, done % {"count": number})
