"""Interviews of an account made, changed and cancelled at its vendor, in the unified shape."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from candidates.models import Change
from candidates.statuses import Scope
from connectors.api import writes
from connectors.api.bodies import read_body
from connectors.api.keys import key_of
from connectors.api.preconditions import check_seen
from connectors.json_values import dump
from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.unified_interviews import account_as, unified
from connectors.selectors.writes import choices_about, write_of
from connectors.services.write_requests import ask_about, ask_for_new
from connectors.unified.bodies import CHANGE, WRITTEN, change_in, new_in
from connectors.unified.catalogue import PARAMETERS
from connectors.unified.selection import asked
from interviews.models import Interview
from interviews.selectors.as_of import version_of
from interviews.selectors.rows import InterviewRow

UPDATE = "reschedule"
ACCOUNT = tuple(one for one in PARAMETERS if one.name == "integrated_account_id")
TOLD = (*CHANGE, "status", "vendor_status", "deleted_at")
Values = Callable[[Interview], dict[str, Any]]


def make(request: Request) -> HttpResponseBase:
    account, now = account_of(request), timezone.now()

    def act() -> WriteBack:
        values = new_in(request.data, account, write_of(account, "create"))
        return ask_for_new(account, values, source=Change.Source.API, now=now)

    return writes.accepted(request, act, writes.shape_text, now=now)


def change(request: Request, remote_id: str) -> HttpResponseBase:
    write = write_of(account_of(request), UPDATE)

    def given(interview: Interview) -> dict[str, Any]:
        account = interview.account
        assert isinstance(account, IntegratedAccount)
        return change_in(request.data, interview, account, write)

    return about(request, remote_id, UPDATE, given)


def cancel(request: Request, remote_id: str) -> HttpResponseBase:
    return about(
        request, remote_id, "cancel", lambda _: read_body(request.data or {}, {}, required=())
    )


def about(request: Request, remote_id: str, action: str, given: Values) -> HttpResponseBase:
    account, now = account_of(request), timezone.now()
    interview = called(account, remote_id)
    personal = Scope.PII in key_of(request).scopes

    def shown(row: InterviewRow) -> dict[str, Any]:
        told = unified(row, account_as(account), personal=personal)
        return {name: told[name] for name in TOLD if name in told}

    def act() -> WriteBack:
        values = given(interview)
        check_seen(request, interview, dict(request.data or {}), shown)
        return ask_about(interview, action, values, source=Change.Source.API, now=now)

    return writes.accepted(request, act, writes.shape_text, now=now)


def account_of(request: Request) -> IntegratedAccount:
    account, _ = asked(key_of(request), request.query_params, ACCOUNT, of_one=True)
    return IntegratedAccount.objects.get(pk=account.id)


def called(account: IntegratedAccount, remote_id: str) -> Interview:
    found: Interview | None = None
    if "\x00" not in remote_id:
        rows = Interview.objects.select_related("account")
        found = rows.filter(account=account, remote_id=remote_id).first()
    if found is None:
        raise NotFound(f"There is no interview “{remote_id}” in the account {account.name}.")
    return found


def possible_text(request: Request, remote_id: str) -> tuple[bytes, int]:
    """What the vendor takes of an interview, each with the reason where not; and the interview's version."""
    account = account_of(request)
    interview = called(account, remote_id)
    actions = [
        {
            "action": writes.told_as(one.action),
            "possible": not one.blocked,
            "why_not": one.blocked or None,
            "fields": fields_of(account, one.action),
        }
        for one in choices_about(interview)
    ]
    return dump({"id": remote_id, "actions": actions}), version_of(interview.pk)


def fields_of(account: IntegratedAccount, action: str) -> list[str]:
    write = write_of(account, action)
    takes = write.takes if write else ()
    return [name for name in CHANGE if WRITTEN.get(name, name) in takes]
