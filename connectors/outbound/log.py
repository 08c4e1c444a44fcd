"""The log of deliveries: what is due, replay, and what is forgotten."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from candidates.services import leases
from connectors.models import OutboundAttempt, OutboundDelivery, WebhookEndpoint
from connectors.outbound.payload import without_fields
from connectors.outbound.selectors import callable_waiting, waiting
from connectors.services.queue import enqueue_endpoints

KEPT = timedelta(days=30)
AT_ONCE = 500

State = OutboundDelivery.State


class ReplayRefused(Exception):
    """It cannot be sent again; the text is a sentence that says why."""


def due(now: datetime) -> QuerySet[OutboundDelivery]:
    return callable_waiting(now).filter(leases.free(now), next_attempt_at__lte=now)


def wake(*, now: datetime) -> list[int]:
    """Queue the endpoints for which something is due or was left behind."""
    with transaction.atomic():
        leases.free_left_behind(waiting(), now)
        pks = list(due(now).order_by().values_list("endpoint_id", flat=True).distinct())
        enqueue_endpoints(sorted(pks))
    return pks


class Became(StrEnum):
    """Of a delivery that is to be sent again."""

    AGAIN = "again"
    WAITS = "waits"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Replayed:
    delivery: OutboundDelivery
    became: Became


def becomes(delivery: OutboundDelivery) -> Became:
    """What would come of sending it again. Its endpoint is there."""
    if delivery.state == State.WAITING:
        return Became.WAITS
    active = delivery.endpoint.state == WebhookEndpoint.State.ACTIVE
    return Became.AGAIN if active else Became.DISABLED


@transaction.atomic
def replay_each(deliveries: QuerySet[OutboundDelivery], *, now: datetime) -> list[Replayed]:
    """Send again what can be, under the ids they have and in the order of what happened; what became of each."""
    rows = deliveries.select_related("endpoint").defer("body", "endpoint__secrets").order_by("pk")
    each = [Replayed(row, becomes(row)) for row in rows.select_for_update(of=("self",))]
    again = [one.delivery for one in each if one.became == Became.AGAIN]
    OutboundDelivery.objects.filter(pk__in=[row.pk for row in again]).update(
        state=State.WAITING, attempts=0, problem="", done_at=None, next_attempt_at=now
    )
    enqueue_endpoints(sorted({row.endpoint_id for row in again}))
    return each


def replay(deliveries: QuerySet[OutboundDelivery], *, now: datetime) -> int:
    """All of them or none; how many. Those that wait already are left alone."""
    with transaction.atomic():
        each = [one.became for one in replay_each(deliveries, now=now)]
        if Became.DISABLED in each:
            raise ReplayRefused(gettext("The endpoint is disabled. Enable it first."))
    return each.count(Became.AGAIN)


def replay_dead(endpoint: WebhookEndpoint, *, now: datetime) -> int:
    return replay(OutboundDelivery.objects.filter(endpoint=endpoint, state=State.DEAD), now=now)


def told_in(delivery: OutboundDelivery) -> Any:
    return json.loads(delivery.body)


def forget_old(*, now: datetime) -> None:
    """What waits of an active endpoint is never that old."""
    OutboundDelivery.objects.filter(created_at__lt=now - KEPT).delete()


def forget_people(candidates: Iterable[int]) -> None:
    """Of people who were erased: what is kept, and what is still to be sent, no longer says what changed."""
    kept = OutboundDelivery.objects.filter(candidate_id__in=list(candidates))
    with transaction.atomic():
        rows = list(kept.only("pk", "body").select_for_update(of=("self",)))
        for row in rows:
            row.body = without_fields(row.body)
        OutboundDelivery.objects.bulk_update(rows, ["body"], batch_size=AT_ONCE)
        OutboundAttempt.objects.filter(delivery__in=[row.pk for row in rows]).update(answer="")
