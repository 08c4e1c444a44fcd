"""Interviewers and conflicts as JSON."""

from typing import Any

from django.utils.translation import override

from connectors.json_values import dump, instant
from connectors.v1.interviewers.selection import Page
from interviews.conflicts.texts import sentence
from interviews.models import Conflict, Interview, InterviewerIdentity
from interviews.selectors.conflicts import SEVERITY, state_of
from interviews.selectors.load import Load
from interviews.statuses import ConflictKind


def page_text(page: Page, *, personal: bool) -> bytes:
    return dump({"result": rows_of(page, personal=personal), "next_cursor": page.next_cursor})


def one_text(page: Page, *, personal: bool) -> bytes:
    [row] = rows_of(page, personal=personal)
    return dump(row)


def rows_of(page: Page, *, personal: bool) -> list[dict[str, Any]]:
    return [interviewer(one, load, page.zone, personal=personal) for one, load in page.rows]


def interviewer(
    one: InterviewerIdentity, load: Load, zone: str, *, personal: bool
) -> dict[str, Any]:
    """Who somebody is and when they are away needs “pii”."""
    away = [
        {"first_day": each.first_day.isoformat(), "last_day": each.last_day.isoformat()}
        for each in vars(one)["away"]
    ]
    return {
        "id": one.pk,
        "name": (one.name or None) if personal else None,
        "email": one.email if personal else None,
        "time_zone": one.time_zone or None,
        "hours": one.hours,
        "daily_limit": one.daily_limit,
        "weekly_limit": one.weekly_limit,
        "paused": one.paused,
        "absences": away if personal else None,
        "load": {
            "this_week": load.this_week,
            "next_week": load.next_week,
            "next_30_days": load.month,
            "weeks_of": zone,
        },
        "declines": load.declines,
        "conflicts": load.conflicts,
        "feedback_hours": load.feedback_hours,
        "feedback_not_reported_by": sorted({str(account.uuid) for account in load.silent}),
        "users": [
            {
                "id": user.pk,
                "integrated_account_id": str(user.account.uuid) if user.account else None,
                "remote_id": user.remote_id,
            }
            for user in load.users
        ],
    }


def conflict(one: Conflict, *, personal: bool) -> dict[str, Any]:
    """Its sentence, in English, names nobody without “pii”, nor when somebody is away."""
    with override("en"):
        message = sentence(one, personal=personal)
    if one.kind == ConflictKind.ABSENT and not personal:
        message = message.partition(":")[0]
    return {
        "id": one.pk,
        "kind": one.kind,
        "severity": SEVERITY[ConflictKind(one.kind)],
        "state": state_of(one),
        "message": message,
        "interviewer_id": one.identity_id,
        "interviews": [told(each) for each in (one.first, one.second) if each],
        "starts_at": instant(one.starts),
        "ends_at": instant(one.ends),
        "opened_at": instant(one.opened_at),
        "closed_at": instant(one.closed_at),
        "overridden_at": instant(one.overridden_at),
        "override_reason": (one.override_reason or None) if personal else None,
    }


def told(one: Interview) -> dict[str, Any]:
    return {
        "id": one.pk,
        "remote_id": one.remote_id,
        "integrated_account_id": str(one.account.uuid) if one.account else None,
    }
