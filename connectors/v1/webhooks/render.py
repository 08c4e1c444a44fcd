"""Endpoints and deliveries as JSON."""

import json
from typing import Any

from connectors.json_values import instant
from connectors.models import OutboundAttempt, OutboundDelivery, WebhookEndpoint


def endpoint(row: WebhookEndpoint) -> dict[str, Any]:
    uuids = sorted(str(account.uuid) for account in row.accounts.all())
    return {
        "id": row.pk,
        "url": row.url,
        "description": row.description or None,
        "events": row.events,
        "integrated_account_ids": uuids if row.limited else None,
        "personal": row.personal,
        "state": row.state,
        "state_reason": row.state_reason or None,
        "failures": row.failures,
        "failing_since": instant(row.failing_since),
        "last_success_at": instant(row.last_success_at),
        "held_until": instant(row.held_until),
        "old_secret_valid_until": instant(row.previous_until),
        "created_at": instant(row.created_at),
    }


def with_secret(row: WebhookEndpoint) -> dict[str, Any]:
    return endpoint(row) | {"secret": row.secrets["current"]}


def delivery(row: OutboundDelivery) -> dict[str, Any]:
    return {
        "id": row.pk,
        "endpoint_id": row.endpoint_id,
        "event": row.event,
        "event_id": row.event_id,
        "state": row.state,
        "problem": row.problem or None,
        "last_status": row.status,
        "attempts": row.attempts,
        "created_at": instant(row.created_at),
        "done_at": instant(row.done_at),
        "next_attempt_at": instant(row.next_attempt_at),
    }


def whole_delivery(row: OutboundDelivery, *, personal: bool) -> dict[str, Any]:
    """What an endpoint with personal values was sent, and what it answered, needs “pii”."""
    shown = personal or not row.endpoint.personal
    return delivery(row) | {
        "body": json.loads(row.body) if shown else None,
        "tries": [attempt(one, shown=shown) for one in row.tries.order_by("pk")],
    }


def attempt(row: OutboundAttempt, *, shown: bool) -> dict[str, Any]:
    return {
        "at": instant(row.at),
        "took_ms": row.took_ms,
        "status": row.status,
        "problem": row.problem or None,
        "answer": (row.answer or None) if shown else None,
    }
