"""From changes to deliveries: a lane that reads on from where each endpoint is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from candidates.models import Change
from candidates.selectors.changes import ChangeQuery, find_changes
from candidates.services.horizon import newest_seen, settled_through
from connectors.models import OutboundDelivery, WebhookEndpoint
from connectors.outbound.events import Told, event_of
from connectors.outbound.payload import body_of, fields_of
from connectors.personal import remote_id_of
from connectors.services.queue import enqueue_endpoints

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is told. `data` gives what stands in the body, with personal values or without."""

    event: str
    event_id: str
    at: datetime
    data: Callable[[bool], Mapping[str, Any]]
    account_id: int | None = None
    candidate_id: int | None = None
    bodies: dict[bool, str] = field(default_factory=dict)

    def body(self, *, personal: bool) -> str:
        if personal not in self.bodies:
            self.bodies[personal] = body_of(self.event, self.at, self.data(personal))
        return self.bodies[personal]


def active() -> QuerySet[WebhookEndpoint]:
    return WebhookEndpoint.objects.filter(state=WebhookEndpoint.State.ACTIVE)


def listening(company_id: int) -> list[WebhookEndpoint]:
    """The active endpoints of the company, locked: one fan-out at a time."""
    mine = active().filter(company_id=company_id).prefetch_related("accounts")
    return list(mine.select_for_update(of=("self",)).order_by("pk"))


def fan_out(company_id: int, *, now: datetime) -> bool:
    """Write deliveries for changes since the last time, and have them sent; whether there is more to be read."""
    if not active().filter(company_id=company_id).exists():
        return False
    settled = settled_through()
    with transaction.atomic():
        endpoints = listening(company_id)
        if not endpoints:
            return False
        after = min(endpoint.read_through for endpoint in endpoints)
        changes = find_changes(ChangeQuery(company_id=company_id, settled=settled))
        rows = list(changes.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
        full = len(rows) == AT_ONCE
        through = rows[-1].pk if full else settled
        write(
            (
                (endpoint, happening)
                for row in rows
                if (happening := happening_of(row))
                for endpoint in endpoints
                if row.pk > endpoint.read_through and wants(endpoint, happening)
            ),
            now,
        )
        behind = [one.pk for one in endpoints if one.read_through < through]
        WebhookEndpoint.objects.filter(pk__in=behind).update(read_through=through)
    return full or newest_seen() > settled


def wants(endpoint: WebhookEndpoint, happening: Happening) -> bool:
    if endpoint.events and happening.event not in endpoint.events:
        return False
    return not endpoint.limited or happening.account_id in {
        account.pk for account in endpoint.accounts.all()
    }


def write(told: Iterable[tuple[WebhookEndpoint, Happening]], now: datetime) -> None:
    """Each once for each endpoint, however often it is told; queued in the same transaction."""
    deliveries = [delivery(endpoint, happening, now) for endpoint, happening in told]
    if deliveries:
        OutboundDelivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=500)
        enqueue_endpoints(sorted({one.endpoint_id for one in deliveries}))


def delivery(endpoint: WebhookEndpoint, happening: Happening, now: datetime) -> OutboundDelivery:
    return OutboundDelivery(
        endpoint=endpoint,
        event=happening.event,
        event_id=happening.event_id,
        account_id=happening.account_id,
        candidate_id=happening.candidate_id,
        body=happening.body(personal=endpoint.personal),
        created_at=now,
        next_attempt_at=now,
    )


def happening_of(row: Change) -> Happening | None:
    event = event_of(Told(record=row.subject, kind=row.kind, fields=row.fields))
    if event is None:
        return None
    return Happening(
        event=event,
        event_id=f"change_{row.pk}",
        at=row.at,
        data=lambda personal: told_of(row, personal=personal),
        account_id=row.account_id,
        candidate_id=row.candidate_id,
    )


def told_of(row: Change, *, personal: bool) -> dict[str, Any]:
    return {
        "id": row.subject_id,
        "record": row.subject,
        "remote_id": remote_id_of(row, personal=personal),
        **account_of(row.account),
        "candidate_id": row.candidate_id,
        "interview_id": row.interview_id,
        "change": row.pk,
        "source": row.source,
        "run_id": row.run_id,
        "fields": fields_of(row.subject, row.fields, personal=personal),
    }


def account_of(account: Any) -> dict[str, Any]:
    """None for what was made in the hub."""
    return {
        "integrated_account_id": str(account.uuid) if account else None,
        "vendor": account.vendor if account else None,
    }
