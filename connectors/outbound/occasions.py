"""What is told beside changes: issues, failed runs, and feedback that is overdue by the clock.

A row that is still to be announced is its own outbox: it says so in the transaction that made it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from connectors.json_values import instant
from connectors.models import Issue, OutboundDelivery, SyncRun, WebhookEndpoint
from connectors.outbound import events
from connectors.outbound.fanout import Happening, account_of, listening, wants, write
from interviews.models import Interview
from interviews.statuses import InterviewStatus

AT_ONCE = 500
OVERDUE_AFTER = (timedelta(hours=24), timedelta(hours=72))
# For so long it is looked for; well within the time that deliveries are kept, so that none is told twice.
LOOKED_FOR = timedelta(days=7)


@transaction.atomic
def announce(company_id: int, *, now: datetime) -> None:
    endpoints = listening(company_id)
    if endpoints:
        announce_runs(company_id, endpoints, now)
        announce_issues(company_id, endpoints, now)
        announce_overdue(company_id, endpoints, now)


def tell(endpoints: list[WebhookEndpoint], happenings: Iterable[Happening], now: datetime) -> None:
    """Not what happened before an endpoint was there."""
    write(
        (
            (endpoint, one)
            for one in happenings
            for endpoint in endpoints
            if one.at >= endpoint.since and wants(endpoint, one)
        ),
        now,
    )


def announce_runs(company_id: int, endpoints: list[WebhookEndpoint], now: datetime) -> None:
    failed = SyncRun.objects.filter(
        account__company_id=company_id, state=SyncRun.State.FAILED, announced=False
    )
    rows = list(failed.select_related("account").order_by("pk")[:AT_ONCE])
    tell(endpoints, map(failed_run, rows), now)
    SyncRun.objects.filter(pk__in=[row.pk for row in rows]).update(announced=True)


def failed_run(row: SyncRun) -> Happening:
    data = {
        "id": row.pk,
        "record": "sync_run",
        **account_of(row.account),
        "trigger": row.trigger,
        "message": row.message or None,
    }
    return Happening(
        event=events.SYNC_FAILED,
        event_id=f"run_{row.pk}_failed",
        at=row.finished_at or row.queued_at,
        data=lambda personal: data,
        account_id=row.account_id,
    )


def announce_issues(company_id: int, endpoints: list[WebhookEndpoint], now: datetime) -> None:
    over = Q(state=Issue.State.RESOLVED)
    untold = Q(announced="") | Q(over, announced="opened")
    found = Issue.objects.filter(untold, company_id=company_id).exclude(announced="resolved")
    rows = list(found.select_related("account").order_by("pk")[:AT_ONCE])
    tell(endpoints, (one for row in rows for one in news_of(row)), now)
    for announced, resolved in (("opened", False), ("resolved", True)):
        pks = [row.pk for row in rows if (row.state == Issue.State.RESOLVED) == resolved]
        Issue.objects.filter(pk__in=pks).update(announced=announced)


def news_of(row: Issue) -> list[Happening]:
    news = []
    if not row.announced:
        news.append(issue_event(row, events.ISSUE_OPENED, row.first_seen_at))
    if row.state == Issue.State.RESOLVED:
        news.append(issue_event(row, events.ISSUE_RESOLVED, row.resolved_at or row.last_seen_at))
    return news


def issue_event(row: Issue, event: str, at: datetime) -> Happening:
    """Without what the vendor's record holds, which may be personal: whoever may see it asks for the issue."""
    data = {
        "id": row.pk,
        "record": "issue",
        **account_of(row.account),
        "kind": row.code,
        "resource": row.resource or None,
        "field": row.field or None,
        "first_seen_at": instant(row.first_seen_at),
        "resolved_at": instant(row.resolved_at),
    }
    return Happening(
        event=event,
        event_id=f"issue_{row.pk}_{event.rpartition('.')[2]}",
        at=at,
        data=lambda personal: data,
        account_id=row.account_id,
    )


def announce_overdue(company_id: int, endpoints: list[WebhookEndpoint], now: datetime) -> None:
    if not any(events.OVERDUE in (one.events or (events.OVERDUE,)) for one in endpoints):
        return
    late = Interview.objects.filter(
        company_id=company_id,
        status=InterviewStatus.AWAITING_FEEDBACK,
        deleted_at=None,
        finishes_at__lte=now - OVERDUE_AFTER[0],
        finishes_at__gt=now - OVERDUE_AFTER[-1] - LOOKED_FOR,
    ).exclude(inferred__contains="status")
    known = set(
        OutboundDelivery.objects.filter(
            endpoint__in=endpoints, event=events.OVERDUE, created_at__gt=now - 2 * LOOKED_FOR
        ).values_list("event_id", flat=True)
    )
    rows = late.select_related("account").order_by("pk").iterator(chunk_size=AT_ONCE)
    tell(
        endpoints,
        (one for row in rows for one in overdue(row, now) if one.event_id not in known),
        now,
    )


def overdue(row: Any, now: datetime) -> list[Happening]:
    """One for each threshold that it has crossed lately."""
    crossed = [
        (wait, row.finishes_at + wait)
        for wait in OVERDUE_AFTER
        if now - LOOKED_FOR < row.finishes_at + wait <= now
    ]
    return [overdue_by(row, wait, at) for wait, at in crossed]


def overdue_by(row: Any, wait: timedelta, at: datetime) -> Happening:
    """Once for each interview, threshold and end: one that was moved may become overdue anew."""
    hours = int(wait.total_seconds() // 3600)
    data = {
        "id": row.pk,
        "record": "interview",
        "remote_id": row.remote_id,
        **account_of(row.account),
        "candidate_id": row.candidate_id,
        "interview_id": row.pk,
        "hours": hours,
        "ended_at": instant(row.finishes_at),
    }
    return Happening(
        event=events.OVERDUE,
        event_id=f"overdue_{row.pk}_{hours}h_{int(row.finishes_at.timestamp())}",
        at=at,
        data=lambda personal: data,
        account_id=row.account_id,
        candidate_id=row.candidate_id,
    )
