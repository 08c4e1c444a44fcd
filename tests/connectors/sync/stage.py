"""A vendor and a hub in one process, on one clock that sleeping moves: whole syncs in milliseconds."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from candidates.models import Change, Company, Mirrored
from candidates.services.changes import as_json, snapshot
from connectors.models import IntegratedAccount, Issue, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.services.runs import open_run
from connectors.sync import engine
from connectors.sync.engine import work_on
from interviews.services.mirror import KINDS

SMALL_PAGES = {"interviews": 7, "scheduled_interviews": 7, "interviewers": 14}
START = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
OURS_ALONE = {"id", "company", "account", "identity", "created_at", "updated_at", "version"}

Rows = dict[str, dict[str, dict[str, Any]]]


class Clock:
    """Stands still but for those who sleep."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def small_sandbox(clock: Callable[[], datetime], *, size: int = 20, port: int = 0) -> Sandbox:
    """Few interviews on many pages."""
    sandbox = Sandbox(
        seed=7, size=size, vendors=("greenhouse",), clock=clock, rate_limits=False, port=port
    )
    sandbox.greenhouse.world.switches.page_caps = SMALL_PAGES
    return sandbox


@dataclass(slots=True)
class Stage:
    """Accounts of one hub at one vendor."""

    sandbox: Sandbox
    clock: Clock
    version: str = "v3"
    progress: engine.Progress = field(default=engine.silent)

    def connect(self, name: str, **credentials: str) -> IntegratedAccount:
        line = self.sandbox.connection("greenhouse")
        company, _ = Company.objects.get_or_create(slug="acme", defaults={"name": "Acme"})
        return IntegratedAccount.objects.create(
            company=company,
            vendor="greenhouse",
            name=name,
            base_url=line["base_url"],
            credentials=line["credentials"] | credentials,
            options={"api_version": self.version},
        )

    def connect_for_writes(self, name: str) -> IntegratedAccount:
        """Synced once; v1 writes on behalf of a person, whom the account names."""
        account = self.connect(name)
        if self.version == "v1":
            account.options["on_behalf_of"] = str(
                next(iter(self.sandbox.greenhouse.world.users)).id
            )
            account.save()
        self.sync(account)
        return account

    def sync(self, account: IntegratedAccount, *, full: bool = False) -> SyncRun:
        run = open_run(
            account=account, trigger=SyncRun.Trigger.COMMAND, now=self.clock(), full=full
        )
        return work_on(run, clock=self.clock, progress=self.progress, sleep=self.clock.sleep)

    def undisturbed(self) -> Rows:
        """What the vendor has now, as an account of its own that nothing ever happened to reads it."""
        quiet = self.connect(f"quiet {IntegratedAccount.objects.count()}")
        run = self.sync(quiet)
        assert run.state == SyncRun.State.COMPLETED, run.message
        return live_rows(quiet)

    def wait_for(self, account: IntegratedAccount) -> None:
        """The next quarter of an hour comes, or the one after the moment that the account's run awaits."""
        waiting = SyncRun.objects.filter(account=account, next_attempt_at__gt=self.clock())
        until = max([self.clock(), *waiting.values_list("next_attempt_at", flat=True)])
        self.clock.now = until - (until - START) % QUARTER + QUARTER


def live_rows(account: IntegratedAccount) -> Rows:
    """`{kind: {remote id: {field: value}}}`; a link is told as the remote id it leads to."""
    return {
        kind: {
            row["remote_id"]: row
            for row in one.model.objects.filter(account=account, deleted_at=None).values(
                *comparable_fields(one.model)
            )
        }
        for kind, one in KINDS.items()
    }


def differences(ours: Rows, true: Rows) -> list[str]:
    """What is stale, lost or too much here, in words."""
    return [
        f"{kind} {key}: {ours[kind].get(key)} instead of {true[kind].get(key)}"
        for kind in true
        for key in sorted(ours[kind].keys() | true[kind].keys())
        if ours[kind].get(key) != true[kind].get(key)
    ]


def comparable_fields(model: type[Mirrored]) -> list[str]:
    return [
        f"{column.name}__remote_id" if column.is_relation else column.name
        for column in model._meta.concrete_fields
        if column.name not in OURS_ALONE
        and (not column.is_relation or issubclass(column.related_model, Mirrored))
    ]


def doubled(account: IntegratedAccount) -> list[tuple[str, int]]:
    """What is told to have been added more than once."""
    added = Change.objects.filter(account=account, kind=Change.Kind.ADDED)
    told = Counter(added.values_list("subject", "subject_id"))
    return [subject for subject, times in told.items() if times > 1]


def replayed(account: IntegratedAccount) -> dict[tuple[str, int], dict[str, Any]]:
    rows = Change.objects.filter(account=account).order_by("pk")
    return applied(rows.values_list("kind", "subject", "subject_id", "fields"))


def applied(
    changes: Iterable[tuple[str, str, int, dict[str, Any]]],
) -> dict[tuple[str, int], dict[str, Any]]:
    """The tables as somebody has them who only ever saw the change stream."""
    tables: dict[tuple[str, int], dict[str, Any]] = {}
    for kind, *about, fields in changes:
        key = (str(about[0]), int(about[1]))
        assert (key in tables) == (kind != Change.Kind.ADDED), (key, kind)
        row = tables.setdefault(key, {})
        for name, (old, new) in fields.items():
            assert row.get(name) in (old, None if old == "" else old), (key, name, old, new)
            row[name] = new
    return {key: told(row) for key, row in tables.items()}


def stored(account: IntegratedAccount) -> dict[tuple[str, int], dict[str, Any]]:
    """The tables as they are, tombstones and all, worded as the change stream words them."""
    return {
        (str(kind.model._meta.model_name), row.pk): told(
            {name: as_json(value) for name, value in snapshot(row).items()}
        )
        for kind in KINDS.values()
        for row in kind.model.objects.filter(account=account)
    }


def told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "")}


def open_issues(account: IntegratedAccount) -> list[str]:
    issues = Issue.objects.filter(account=account).exclude(state=Issue.State.RESOLVED)
    return [f"{issue.code} {issue.subject}: {issue.message}" for issue in issues]


def open_runs(account: IntegratedAccount) -> list[SyncRun]:
    return list(SyncRun.objects.filter(account=account, state__in=SyncRun.OPEN))
