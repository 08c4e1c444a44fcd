"""How the accounts of a company are doing. Constant statements, however many there are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower

from connectors.freshness import ICONS, TONES, Health, Signs, health
from connectors.models import IntegratedAccount, Issue, SyncRun
from connectors.selectors.vendors import Badge, badge_of, told_of

RUNS_SHOWN = 24
COUNTED = ("read", "new", "changed", "unchanged", "deleted", "rejected")


@dataclass(frozen=True, slots=True)
class Progress:
    """One list of a run: what was counted, and whether it is read to its end."""

    resource: str
    counts: dict[str, int]
    done: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """An account as pages show it."""

    account: IntegratedAccount
    health: Health
    run: SyncRun | None
    open_issues: int = 0

    @property
    def badge(self) -> Badge:
        return badge_of(self.account.vendor)

    @property
    def tone(self) -> str:
        return TONES.get(self.health, "")

    @property
    def icon(self) -> str:
        return ICONS[self.health]

    @property
    def at_work(self) -> bool:
        return self.run is not None and self.run.state in SyncRun.OPEN

    @property
    def progress(self) -> list[Progress]:
        return progress_of(self.run) if self.run else []

    @property
    def totals(self) -> dict[str, int]:
        return totals(self.run) if self.run else dict.fromkeys(COUNTED, 0)

    @property
    def not_reported(self) -> tuple[str, ...]:
        profile = told_of(self.account)
        return profile.not_reported if profile else ()

    @property
    def assumed(self) -> tuple[str, ...]:
        profile = told_of(self.account)
        return profile.assumed if profile else ()


def connections(company_id: int, *, now: datetime) -> list[Connection]:
    """Every account that was not removed, with its newest run: two statements."""
    newest = SyncRun.objects.filter(account=OuterRef("pk")).order_by("-id").values("pk")[:1]
    accounts = list(
        IntegratedAccount.objects.filter(company_id=company_id, removed_at=None)
        .annotate(newest_run=Subquery(newest))
        .order_by(Lower("name"), "pk")
    )
    runs = SyncRun.objects.in_bulk([getattr(a, "newest_run", None) for a in accounts])
    return [
        connection(account, runs.get(getattr(account, "newest_run", 0)), now)
        for account in accounts
    ]


def connection(
    account: IntegratedAccount, run: SyncRun | None, now: datetime, issues: int = 0
) -> Connection:
    signs = Signs(
        state=account.state,
        run=run.state if run else None,
        synced_at=account.synced_at,
        throttled_until=account.throttled_until,
        sync_every=account.sync_every,
    )
    return Connection(account, health(signs, now), run, issues)


def progress_of(run: SyncRun) -> list[Progress]:
    """In the order the run read them; a list it has not come to yet has only its name."""
    names = list(dict.fromkeys([*run.counts, *run.checkpoint, *run.resources]))
    return [progress(run, name) for name in names]


def progress(run: SyncRun, name: str) -> Progress:
    counts = {key: int(run.counts.get(name, {}).get(key, 0)) for key in COUNTED}
    place = run.checkpoint.get(name)
    place = place if isinstance(place, dict) else {}
    done = bool(place.get("done")) or run.state == SyncRun.State.COMPLETED
    return Progress(name, counts, done)


def totals(run: SyncRun) -> dict[str, int]:
    lists = progress_of(run)
    return {key: sum(one.counts[key] for one in lists) for key in COUNTED}


def removed_accounts(company_id: int) -> list[IntegratedAccount]:
    """The newest removal first."""
    gone = IntegratedAccount.objects.filter(company_id=company_id, removed_at__isnull=False)
    return list(gone.select_related("removed_by").order_by("-removed_at"))


def accounts_of(company_id: int) -> QuerySet[IntegratedAccount]:
    return IntegratedAccount.objects.filter(company_id=company_id).order_by("name", "pk")


def account_of(company_id: int, uuid: UUID) -> IntegratedAccount | None:
    rows = IntegratedAccount.objects.select_related("removed_by")
    return rows.filter(company_id=company_id, uuid=uuid).first()


def runs_of(account: IntegratedAccount, *, limit: int = RUNS_SHOWN) -> list[SyncRun]:
    """Newest first."""
    return list(SyncRun.objects.filter(account=account).order_by("-id")[:limit])


def run_of(company_id: int, uuid: UUID, run_id: int) -> SyncRun | None:
    runs = SyncRun.objects.select_related("account")
    return runs.filter(account__company_id=company_id, account__uuid=uuid, pk=run_id).first()


def open_issues(company_id: int, account: IntegratedAccount | None = None) -> QuerySet[Issue]:
    """What a person should know, the newest first."""
    issues = Issue.objects.filter(company_id=company_id, state=Issue.State.OPEN)
    if account is not None:
        issues = issues.filter(account=account)
    return issues.select_related("account").order_by("-last_seen_at", "-id")
