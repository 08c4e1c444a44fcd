"""Endpoints and their deliveries, of one company."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from connectors.models import IntegratedAccount, OutboundAttempt, OutboundDelivery, WebhookEndpoint

PAGE_SIZE = 50
ANSWER_SHOWN = 200

State = OutboundDelivery.State


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryQuery:
    """Empty means any; `until` excludes. `account_ids` are what the asker may see, None for all of the company."""

    company_id: int
    account_ids: Collection[int] | None = None
    endpoints: Sequence[int] = ()
    events: Sequence[str] = ()
    states: Sequence[str] = ()
    since: datetime | None = None
    until: datetime | None = None


class Health(StrEnum):
    OK = "ok"
    NEW = "new"
    FAILING = "failing"
    HELD = "held"
    PAUSED = "paused"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Overview:
    """An endpoint, and how many of its deliveries wait or were given up; `due_at` is the next attempt."""

    endpoint: WebhookEndpoint
    health: Health
    waiting: int = 0
    dead: int = 0
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """`before` is where the next page starts; None on the last."""

    rows: Sequence[OutboundDelivery]
    before: int | None


def health_of(endpoint: WebhookEndpoint, now: datetime) -> Health:
    """A person paused it; the hub disabled it and says why."""
    if endpoint.state != WebhookEndpoint.State.ACTIVE:
        return Health.DISABLED if endpoint.state_reason else Health.PAUSED
    if endpoint.held_until is not None and endpoint.held_until > now:
        return Health.HELD
    if endpoint.failures:
        return Health.FAILING
    return Health.OK if endpoint.last_success_at else Health.NEW


def waiting() -> QuerySet[OutboundDelivery]:
    return OutboundDelivery.objects.filter(state=State.WAITING)


def callable_waiting(now: datetime) -> QuerySet[OutboundDelivery]:
    """Of endpoints that may be called now."""
    unheld = Q(endpoint__held_until=None) | Q(endpoint__held_until__lte=now)
    return waiting().filter(unheld, endpoint__state=WebhookEndpoint.State.ACTIVE)


def find_endpoints(
    company_id: int, account_ids: Collection[int] | None = None
) -> QuerySet[WebhookEndpoint]:
    """Whoever may see some accounts sees the endpoints that are told of those and no other."""
    rows = WebhookEndpoint.objects.filter(company_id=company_id).prefetch_related("accounts")
    if account_ids is None:
        return rows
    others = IntegratedAccount.objects.filter(company_id=company_id).exclude(pk__in=account_ids)
    return rows.filter(limited=True).exclude(accounts__in=others)


def find_deliveries(query: DeliveryQuery) -> QuerySet[OutboundDelivery]:
    endpoints = find_endpoints(query.company_id, query.account_ids)
    rows = OutboundDelivery.objects.filter(endpoint__in=endpoints.order_by().values("pk"))
    if query.endpoints:
        rows = rows.filter(endpoint__in=query.endpoints)
    if query.events:
        rows = rows.filter(event__in=query.events)
    if query.states:
        rows = rows.filter(state__in=query.states)
    if query.since:
        rows = rows.filter(created_at__gte=query.since)
    if query.until:
        rows = rows.filter(created_at__lt=query.until)
    return rows.select_related("endpoint").defer("endpoint__secrets")


def log_of(query: DeliveryQuery, *, before: int | None = None, size: int = PAGE_SIZE) -> LogPage:
    """The newest first, each with the start of its last `answer`; those with a lower number than `before`."""
    last = OutboundAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    answer = last.annotate(start=Substr("answer", 1, ANSWER_SHOWN)).values("start")[:1]
    rows = find_deliveries(query).annotate(answer=Subquery(answer)).defer("body")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    return LogPage(found[:size], found[size - 1].pk if len(found) > size else None)


def dead_letters(query: DeliveryQuery) -> QuerySet[OutboundDelivery]:
    """Of what is asked for, what was given up, in the order of what happened."""
    return find_deliveries(query).filter(state=State.DEAD).defer("body").order_by("pk")


def overviews(company_id: int, *, now: datetime) -> list[Overview]:
    return overviews_of(find_endpoints(company_id).order_by("pk"), now)


def overview_of(company_id: int, pk: int, *, now: datetime) -> Overview | None:
    found = overviews_of(find_endpoints(company_id).filter(pk=pk), now)
    return found[0] if found else None


def overviews_of(endpoints: QuerySet[WebhookEndpoint], now: datetime) -> list[Overview]:
    """Three statements, however many there are."""
    found = list(endpoints)
    open_ones = OutboundDelivery.objects.filter(
        endpoint__in=[one.pk for one in found], state__in=(State.WAITING, State.DEAD)
    )
    counted = open_ones.order_by().values_list("endpoint", "state")
    rows = counted.annotate(number=Count("pk"), due=Min("next_attempt_at"))
    known = {(endpoint, state): (number, due) for endpoint, state, number, due in rows}
    return [
        Overview(
            one,
            health_of(one, now),
            waiting=known.get((one.pk, State.WAITING), (0, None))[0],
            dead=known.get((one.pk, State.DEAD), (0, None))[0],
            due_at=known.get((one.pk, State.WAITING), (0, None))[1],
        )
        for one in found
    ]


def accounts_called(
    company_id: int, uuids: Collection[UUID], account_ids: Collection[int] | None = None
) -> list[IntegratedAccount]:
    found = IntegratedAccount.objects.filter(company_id=company_id, uuid__in=uuids)
    return list(found if account_ids is None else found.filter(pk__in=account_ids))
