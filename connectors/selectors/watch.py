"""What the queue of a company should know of its connections: those that stand still, and what drifted."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from connectors.freshness import Health
from connectors.models import IntegratedAccount, Issue, WriteBack
from connectors.selectors.connections import Connection, connections
from connectors.selectors.issues import DRIFTS
from interviews.attention.facts import Finding, stamp
from interviews.attention.thresholds import Thresholds
from interviews.ports import ports

MOST = 100
STANDS = {Health.REFUSED: "sync.failing", Health.FAILING: "sync.failing", Health.LATE: "sync.stale"}
NOT_DONE = (WriteBack.State.REFUSED, WriteBack.State.FAILED, WriteBack.State.UNKNOWN)


class WatchOfConnections:
    """See interviews.ports.Watch."""

    def findings(self, company_id: int, now: datetime, limits: Thresholds) -> Iterable[Finding]:
        yield from standing(connections(company_id, now=now), now)
        yield from drifted(company_id)
        yield from not_written(company_id, now, limits)


def standing(some: list[Connection], now: datetime) -> Iterator[Finding]:
    for one in some:
        code = STANDS.get(one.health)
        if code is None:
            continue
        failed = one.run.finished_at if one.run and code == "sync.failing" else None
        yield Finding(
            code=code,
            severity="critical",
            subject=f"account {one.account.pk}",
            since=failed or one.account.synced_at or now,
            facts=f"{one.health.value} {stamp(one.account.synced_at)}",
            told={"name": one.account.name, "synced": one.account.synced_at},
            account=one.account.pk,
            target=str(one.account.uuid),
        )


def drifted(company_id: int) -> Iterator[Finding]:
    issues = Issue.objects.filter(
        company_id=company_id,
        state=Issue.State.OPEN,
        code__in=(*DRIFTS, Issue.Code.MANY_GONE),
        account__isnull=False,
    ).select_related("account")
    for one in issues.order_by("-last_seen_at", "-pk")[:MOST]:
        assert one.account is not None
        yield Finding(
            code="sync.drift",
            severity="high",
            subject=f"issue {one.pk}",
            since=one.first_seen_at,
            facts=one.code,
            told={"name": one.account.name, "what": one.get_code_display()},
            account=one.account_id,
            target=f"issue {one.pk}",
        )


def not_written(company_id: int, now: datetime, limits: Thresholds) -> Iterator[Finding]:
    """What was changed here and not taken over there, unless the same was done since."""
    since = WriteBack.objects.filter(
        Q(interview=OuterRef("interview")) | Q(candidate=OuterRef("candidate")),
        account=OuterRef("account"),
        state=WriteBack.State.DONE,
        asked_at__gt=OuterRef("asked_at"),
    )
    rows = WriteBack.objects.filter(
        ~Exists(since),
        account__in=IntegratedAccount.objects.filter(company_id=company_id).values("pk"),
        asked_at__gt=now - limits.days("back"),
        state__in=NOT_DONE,
    ).annotate(account_name=F("account__name"))
    for one in rows.order_by("-asked_at", "-pk")[:MOST]:
        yield Finding(
            code="sync.drift",
            severity="high",
            subject=f"wish {one.pk}",
            since=one.asked_at,
            facts=one.state,
            told={"name": one.account_name, "what": one.get_state_display()},
            account=one.account_id,
            interview=one.interview_id,
            candidate=one.candidate_id,
            target=f"wish {one.pk}",
        )


def register() -> None:
    ports.watch = WatchOfConnections()
