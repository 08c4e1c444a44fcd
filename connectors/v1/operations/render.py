"""Accounts, runs and issues as JSON."""

from collections.abc import Callable
from typing import Any

from candidates.models import Change
from connectors.issue_texts import WRONG
from connectors.json_values import dump, instant
from connectors.models import IntegratedAccount, Issue, SyncRun
from connectors.personal import is_personal, remote_id_of
from connectors.selectors.explain import Explained, Explanation
from interviews.selectors.keyset import Place, Taken

BEGINNING = Place(None, 0)


def page_text(page: Taken, shape: Callable[[Any], dict[str, Any]]) -> bytes:
    return dump({"result": [shape(row) for row in page.rows], "next_cursor": page.next_cursor})


def changes_text(page: Taken, *, personal: bool) -> bytes:
    result = [change(row, personal=personal) for row in page.rows]
    end = page.cursor_at(page.end or BEGINNING)
    return dump({"result": result, "next_cursor": end, "more": page.more})


def change(row: Change, *, personal: bool) -> dict[str, Any]:
    fields = row.fields
    if not personal:
        fields = {
            name: [None, None] if is_personal(row.subject, name) else values
            for name, values in fields.items()
        }
    return {
        "id": row.pk,
        "kind": row.kind,
        "record": row.subject,
        "record_id": row.subject_id,
        "remote_id": remote_id_of(row, personal=personal),
        "integrated_account_id": str(row.account.uuid) if row.account else None,
        "candidate_id": row.candidate_id,
        "interview_id": row.interview_id,
        "fields": fields,
        "source": row.source,
        "run_id": row.run_id,
        "at": instant(row.at),
    }


def account(row: IntegratedAccount) -> dict[str, Any]:
    return {
        "id": str(row.uuid),
        "name": row.name,
        "vendor": row.vendor,
        "state": row.state,
        "state_reason": row.state_reason or None,
        "sync_every_minutes": row.sync_every,
        "full_sync_every_hours": row.full_sync_every,
        "retention_days": row.retention_days,
        "synced_at": instant(row.synced_at),
        "next_sync_at": instant(row.next_sync_at),
        "throttled_until": instant(row.throttled_until),
        "created_at": instant(row.created_at),
    }


def run(row: SyncRun) -> dict[str, Any]:
    return {
        "id": row.pk,
        "integrated_account_id": str(row.account.uuid),
        "state": row.state,
        "trigger": row.trigger,
        "full": row.full,
        "resources": row.resources,
        "counts": row.counts,
        "message": row.message or None,
        "attempts": row.attempts,
        "queued_at": instant(row.queued_at),
        "started_at": instant(row.started_at),
        "finished_at": instant(row.finished_at),
        "next_attempt_at": instant(row.next_attempt_at),
    }


def issue(row: Issue, *, personal: bool) -> dict[str, Any]:
    """What a record holds may be personal: `value`, and what is said of an unreadable one, need “pii”."""
    message = row.message
    if row.code == Issue.Code.UNREADABLE and not personal:
        message = WRONG["unreadable"] % {"list": row.resource, "id": row.remote_id, "problem": ""}
        message = message.strip().removesuffix(":") + "."
    return {
        "id": row.pk,
        "integrated_account_id": str(row.account.uuid) if row.account else None,
        "kind": row.code,
        "state": row.state,
        "message": message,
        "advice": row.advice or None,
        "resource": row.resource or None,
        "remote_id": row.remote_id or None,
        "field": row.field or None,
        "value": (row.value or None) if personal else None,
        "count": row.count,
        "first_seen_at": instant(row.first_seen_at),
        "last_seen_at": instant(row.last_seen_at),
        "snoozed_until": instant(row.snoozed_until),
        "resolved_at": instant(row.resolved_at),
    }


def explanation(found: Explanation) -> dict[str, Any]:
    record, account = found.record, found.interview.account
    return {
        "hub_id": found.interview.pk,
        "integrated_account_id": str(account.uuid) if account else None,
        "resource": record.resource if record else None,
        "record_id": record.remote_id if record else None,
        "read_at": instant(record.read_at) if record else None,
        "run_id": record.run_id if record else None,
        "fields": [explained(one) for one in found.fields],
    }


def explained(one: Explained) -> dict[str, Any]:
    change = one.change
    return {
        "field": one.field,
        "value": one.value,
        "origin": one.origin,
        "raw": [{"path": path, "value": value} for path, value in one.raw],
        "rule": one.rule or None,
        "inferred": one.inferred,
        "changed_at": instant(change.at) if change else None,
        "source": change.source if change else None,
        "run_id": change.run_id if change else None,
    }
