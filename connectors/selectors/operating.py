"""How the machinery does: who works, what waits, since when. For probes and graphs, over all companies."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from candidates.models import Batch, Candidate, Change, Mail
from connectors.models import (
    Delivery,
    IntegratedAccount,
    Issue,
    OutboundDelivery,
    SyncRun,
    WebhookEndpoint,
    WorkerHeartbeat,
    WriteBack,
)
from connectors.outbound.selectors import Health, callable_waiting, health_of
from connectors.watched import lane_of
from interviews.models import Interview

ASLEEP = (
    IntegratedAccount.State.PAUSED,
    IntegratedAccount.State.REFUSED,
    IntegratedAccount.State.REMOVED,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a worker: how much, and since when the oldest of it is due (None: nothing is)."""

    count: int
    due_since: datetime | None

    def seconds(self, now: datetime) -> float:
        return max((now - self.due_since).total_seconds(), 0.0) if self.due_since else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    uuid: str
    vendor: str
    state: str
    synced_at: datetime | None


def last_beats() -> Mapping[str, datetime]:
    """The newest sign of life of each lane that ever gave one."""
    beats = WorkerHeartbeat.objects.order_by("at").values_list("name", "at")
    return {lane_of(name): at for name, at in beats}


def waiting(now: datetime) -> Mapping[str, Waiting]:
    """By kind of work. What belongs to a paused account waits for a person, what is held back for a receiver."""
    kinds: dict[str, QuerySet[Any]] = {
        "runs": SyncRun.objects.filter(state__in=(SyncRun.State.QUEUED, SyncRun.State.WAITING)),
        "deliveries": Delivery.objects.filter(state=Delivery.State.RECEIVED),
        "writes": WriteBack.objects.filter(state=WriteBack.State.QUEUED),
    }
    kinds = {name: rows.exclude(account__state__in=ASLEEP) for name, rows in kinds.items()}
    kinds["mails"] = Mail.objects.filter(state=Mail.State.WAITING)
    kinds["webhooks out"] = callable_waiting(now)
    kinds["imports"] = Batch.objects.filter(state=Batch.State.RUNNING)
    return {name: of(rows, now) for name, rows in kinds.items()}


def of(rows: QuerySet[Any], now: datetime) -> Waiting:
    due = rows.filter(next_attempt_at__lte=now).aggregate(since=Min("next_attempt_at"))
    return Waiting(rows.count(), due["since"])


def accounts() -> list[AccountState]:
    here = IntegratedAccount.objects.exclude(state=IntegratedAccount.State.REMOVED)
    found = here.order_by("pk").values_list("uuid", "vendor", "state", "synced_at")
    return [
        AccountState(uuid=str(uuid), vendor=vendor, state=state, synced_at=synced_at)
        for uuid, vendor, state, synced_at in found
    ]


def webhooks_out_by_state() -> Mapping[str, int]:
    """Of the log: what waits, of that what failed before, and what was given up."""
    waits = Q(state=OutboundDelivery.State.WAITING)
    return OutboundDelivery.objects.filter(waits | Q(state=OutboundDelivery.State.DEAD)).aggregate(
        waiting=Count("pk", filter=waits),
        failed=Count("pk", filter=waits & ~Q(problem="")),
        dead=Count("pk", filter=~waits),
    )


def endpoints_by_health(now: datetime) -> Counter[str]:
    counted = Counter({health.value: 0 for health in Health})
    counted.update(
        health_of(one, now).value for one in WebhookEndpoint.objects.defer("secrets", "events")
    )
    return counted


def runs_by_state() -> Counter[str]:
    found = SyncRun.objects.values_list("state").annotate(number=Count("pk")).order_by()
    return Counter(dict(found))


def open_issues_by_code() -> Counter[str]:
    found = Issue.objects.filter(state=Issue.State.OPEN).values_list("code")
    return Counter(dict(found.annotate(number=Count("pk")).order_by()))


def records() -> Mapping[str, int]:
    """How many records are kept, tombstones left out; changes by the number of the newest."""
    return {
        "interviews": Interview.objects.filter(deleted_at=None).count(),
        "candidates": Candidate.objects.filter(deleted_at=None).count(),
        "changes": Change.objects.aggregate(last=Max("pk"))["last"] or 0,
    }
