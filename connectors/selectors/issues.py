"""What a person should know about a company's data: found by account, kind and state."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from connectors.models import Issue, RemoteRecord, SyncState
from connectors.selectors.raw import raw_of

OPEN = (Issue.State.OPEN, Issue.State.SNOOZED)
DRIFTS = (Issue.Code.FIELD_GONE, Issue.Code.FIELD_EMPTY, Issue.Code.FIELD_TYPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueQuery:
    """Empty means any. `account_ids` are what the asker may see, None for all of the company."""

    company_id: int
    account_ids: Sequence[int] | None = None
    accounts: Sequence[UUID] = ()
    codes: Sequence[str] = ()
    states: Sequence[str] = ()
    resources: Sequence[str] = ()


def find_issues(query: IssueQuery) -> QuerySet[Issue]:
    issues = Issue.objects.filter(company_id=query.company_id).select_related("account")
    if query.account_ids is not None:
        issues = issues.filter(account_id__in=query.account_ids)
    if query.accounts:
        issues = issues.filter(account__uuid__in=query.accounts)
    if query.codes:
        issues = issues.filter(code__in=query.codes)
    if query.states:
        issues = issues.filter(state__in=query.states)
    if query.resources:
        issues = issues.filter(resource__in=query.resources)
    return issues


def issue_of(company_id: int, pk: int) -> Issue | None:
    return find_issues(IssueQuery(company_id=company_id)).filter(pk=pk).first()


def resources_of(company_id: int) -> list[str]:
    """The lists that issues were ever about."""
    told = Issue.objects.filter(company_id=company_id).exclude(resource="")
    return list(told.order_by("resource").values_list("resource", flat=True).distinct())


def held_by(issue: Issue) -> SyncState | None:
    """The list whose deletion waits for a person to decide."""
    if issue.code != Issue.Code.MANY_GONE or issue.state not in OPEN:
        return None
    state = SyncState.objects.filter(account_id=issue.account_id, resource=issue.resource)
    return state.exclude(held=None).first()


def raw_behind(issue: Issue) -> str:
    """The vendor's record that the issue is about, as JSON text; "" where none is kept."""
    if not issue.remote_id:
        return ""
    record = RemoteRecord.objects.filter(
        account_id=issue.account_id, resource=issue.resource, remote_id=issue.remote_id
    ).first()
    try:
        raw: Any = raw_of(record) if record else None
    except ValueError:
        return ""
    return "" if raw is None else json.dumps(raw, indent=2, ensure_ascii=False)
