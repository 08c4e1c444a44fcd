"""Integrated accounts. No page shows or takes a secret: it says which keys are set."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import EMPTY, as_block, link_to_list, linked
from candidates.admin.scoped import (
    BaseAdmin,
    CompanyScopedAdmin,
    ReadOnlyInline,
    ScopedRelatedFilter,
    SuperuserReadOnly,
)
from connectors.encryption import CredentialsUnreadable
from connectors.models import IntegratedAccount, Issue, RateBudget, SyncRun, SyncState
from connectors.selectors.vendors import badge_of
from connectors.services.accounts import pause, resume
from connectors.services.runs import NoRun, request_run

State = IntegratedAccount.State
OWN_SECRETS = ("credentials", "tokens")
SECRETS = ("account__credentials", "account__tokens")


class VendorFilter(admin.SimpleListFilter):
    title = _("vendor")
    parameter_name = "vendor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        vendors = (
            model_admin.get_queryset(request).order_by("vendor").values_list("vendor", flat=True)
        )
        return [(vendor, badge_of(vendor).label) for vendor in vendors.distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(vendor=self.value()) if self.value() else queryset


class StateInline(ReadOnlyInline):
    model = SyncState
    fields = ("resource", "watermark", "listed_at", "held")
    joined = ("account",)
    secret_paths = SECRETS
    verbose_name_plural = _("how far each list has come")
    ordering = ("resource",)


@admin.register(IntegratedAccount)
class IntegratedAccountAdmin(CompanyScopedAdmin):
    list_display = (
        "name",
        "vendor_name",
        linked("company", _("company")),
        "state",
        "newest_run",
        "open_issues",
        "synced_at",
        "next_sync_at",
        "throttled_until",
    )
    list_filter = ("state", VendorFilter, ("company", ScopedRelatedFilter))
    search_fields = ("name", "vendor", "=uuid")
    search_help_text = _("Searches by name and vendor; a UUID must be whole.")
    joined = ("company",)
    secret_paths = OWN_SECRETS
    ordering = ("name", "pk")
    inlines = (StateInline,)
    actions = ("sync_now", "sync_in_full", "pause_sync", "resume_sync")
    fieldsets = (
        (None, {"fields": ("name", "uuid", "vendor_name", "company", "created_at")}),
        (_("State"), {"fields": ("state", "state_reason", "newest_run", "open_issues", "records")}),
        (
            _("Schedule"),
            {
                "fields": (
                    ("sync_every", "full_sync_every"),
                    ("synced_at", "next_sync_at", "throttled_until"),
                    "retention_days",
                )
            },
        ),
        (
            _("Connection"),
            {
                "fields": ("base_url", "settings", "keys_set"),
                "description": _(
                    "Changed with the command “connect”, which asks the vendor first."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[IntegratedAccount]:
        newest = SyncRun.objects.filter(account=OuterRef("pk")).order_by("-pk")
        is_open = Issue.objects.filter(account=OuterRef("pk"), state=Issue.State.OPEN)
        counted = is_open.order_by().values("account").annotate(n=Count("pk")).values("n")
        accounts: QuerySet[IntegratedAccount] = super().get_queryset(request)
        return accounts.annotate(
            run_pk=Subquery(newest.values("pk")[:1]),
            run_state=Subquery(newest.values("state")[:1]),
            issue_count=Coalesce(Subquery(counted), 0),
        )

    def view_on_site(self, account: IntegratedAccount) -> str:
        return reverse("connection", args=[account.uuid])

    @admin.display(description=_("vendor"), ordering="vendor")
    def vendor_name(self, account: IntegratedAccount) -> str:
        return badge_of(account.vendor).label

    @admin.display(description=_("newest run"))
    def newest_run(self, account: Any) -> str:
        if account.run_pk is None:
            return EMPTY
        state = SyncRun.State(account.run_state).label
        return link_to_list("connectors_syncrun", state, account__id__exact=account.pk)

    @admin.display(description=_("open issues"), ordering="issue_count")
    def open_issues(self, account: Any) -> str:
        return link_to_list(
            "connectors_issue",
            account.issue_count,
            account__id__exact=account.pk,
            state__exact="open",
        )

    @admin.display(description=_("raw records"))
    def records(self, account: IntegratedAccount) -> str:
        return link_to_list(
            "connectors_remoterecord", _("Raw records"), account__id__exact=account.pk
        )

    @admin.display(description=_("options"))
    def settings(self, account: IntegratedAccount) -> str:
        return as_block(account.options)

    @admin.display(description=_("credentials that are set"))
    def keys_set(self, account: IntegratedAccount) -> str:
        try:
            return ", ".join(sorted(account.credentials)) or str(_("none"))
        except CredentialsUnreadable as error:
            return str(error)

    @admin.action(description=_("Sync the selected accounts now"), permissions=["manage"])
    def sync_now(self, request: HttpRequest, queryset: QuerySet[IntegratedAccount]) -> None:
        self.ask_for_runs(request, queryset, full=False)

    @admin.action(description=_("Sync the selected accounts now, in full"), permissions=["manage"])
    def sync_in_full(self, request: HttpRequest, queryset: QuerySet[IntegratedAccount]) -> None:
        self.ask_for_runs(request, queryset, full=True)

    def ask_for_runs(
        self, request: HttpRequest, queryset: QuerySet[IntegratedAccount], *, full: bool
    ) -> None:
        now = timezone.now()
        for account in self.managed(request, queryset):
            try:
                run = request_run(
                    account=account, trigger=SyncRun.Trigger.ADMIN, now=now, full=full
                )
            except NoRun as busy:
                messages.warning(request, str(busy))
            else:
                said = _("%(account)s: run %(run)s is queued.") % {
                    "account": account,
                    "run": run.pk,
                }
                messages.success(request, said)

    @admin.action(description=_("Pause the selected accounts"), permissions=["manage"])
    def pause_sync(self, request: HttpRequest, queryset: QuerySet[IntegratedAccount]) -> None:
        for account in self.managed(
            request, queryset.exclude(state__in=(State.PAUSED, State.REMOVED))
        ):
            pause(account)
            self.log_change(request, account, "Paused.")
            messages.success(request, _("%(account)s is paused.") % {"account": account})

    @admin.action(description=_("Resume the selected accounts"), permissions=["manage"])
    def resume_sync(self, request: HttpRequest, queryset: QuerySet[IntegratedAccount]) -> None:
        now = timezone.now()
        for account in self.managed(
            request, queryset.exclude(state__in=(State.ACTIVE, State.REMOVED))
        ):
            resume(account, now=now)
            self.log_change(request, account, "Resumed.")
            messages.success(request, _("%(account)s is resumed.") % {"account": account})


@admin.register(RateBudget)
class RateBudgetAdmin(SuperuserReadOnly, BaseAdmin):
    """Belongs to a credential rather than to a company."""

    list_display = ("key", "used", "limit", "window_seconds", "window_started_at", "blocked_until")
    search_fields = ("^key",)
    ordering = ("-window_started_at", "-pk")
