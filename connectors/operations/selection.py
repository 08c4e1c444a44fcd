"""What a key may see of accounts, runs and issues, a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.exceptions import NotFound

from candidates.models import ApiKey
from connectors.api import params
from connectors.api.parameter import DEFAULT_LIMIT
from connectors.api.params import BadParameters, refused
from connectors.models import IntegratedAccount, Issue, SyncRun
from connectors.operations.catalogue import ACCOUNTS, ISSUES, RUNS
from connectors.selectors.issues import IssueQuery, find_issues
from interviews.selectors.keyset import (
    CursorError,
    Order,
    Place,
    fingerprint,
    read_cursor,
    take,
    write_cursor,
)


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    next_cursor: str | None


def issues_of(key: ApiKey, query: QueryDict) -> Page:
    values = params.read(query, ISSUES)
    wanted = IssueQuery(
        company_id=key.company_id,
        account_ids=allowed_ids(key),
        accounts=uuids(values),
        codes=values.get("kind", ()),
        states=values.get("state", ()),
        resources=values.get("resource", ()),
    )
    return page_of(find_issues(wanted), values, "issues")


def runs_of(key: ApiKey, query: QueryDict) -> Page:
    values = params.read(query, RUNS)
    runs = all_runs(key)
    if "integrated_account_id" in values:
        runs = runs.filter(account__uuid__in=uuids(values))
    if "state" in values:
        runs = runs.filter(state__in=values["state"])
    return page_of(runs, values, "sync-runs")


def accounts_of(key: ApiKey, query: QueryDict) -> Page:
    return page_of(all_accounts(key), params.read(query, ACCOUNTS), "accounts")


def page_of(rows: QuerySet[Any], values: dict[str, Any], what: str) -> Page:
    sort, limit = values.get("sort", "-id"), values.get("limit", DEFAULT_LIMIT)
    order = Order(name=sort, column="id", descending=sort.startswith("-"), valueless=False)
    filters = {
        name: value for name, value in values.items() if name not in ("limit", "next_cursor")
    }
    seal = fingerprint(filters | {"of": what})
    place = None
    if "next_cursor" in values:
        try:
            place = read_cursor(values["next_cursor"], order, seal)
        except CursorError as error:
            raise BadParameters(
                [refused("next_cursor", str(error), values["next_cursor"])]
            ) from None
    found = take(rows, order, place, limit + 1)
    more = len(found) > limit
    cursor = write_cursor(order, Place(None, found[limit - 1].pk), seal) if more else None
    return Page(found[:limit], cursor)


def uuids(values: dict[str, Any]) -> list[UUID]:
    found, failures = [], []
    for text in values.get("integrated_account_id", ()):
        try:
            found.append(UUID(text))
        except ValueError:
            failures.append(refused("integrated_account_id", f"“{text}” is no UUID.", text))
    if failures:
        raise BadParameters(failures)
    return found


def allowed_ids(key: ApiKey) -> list[int] | None:
    return list(key.accounts.values_list("pk", flat=True)) if key.limited else None


def may_see(key: ApiKey, account_id: int | None) -> bool:
    """What was made in the hub is only for keys that are limited to no account."""
    allowed = allowed_ids(key)
    return allowed is None or account_id in allowed


def all_accounts(key: ApiKey) -> QuerySet[IntegratedAccount]:
    accounts = IntegratedAccount.objects.filter(company_id=key.company_id)
    allowed = allowed_ids(key)
    return accounts if allowed is None else accounts.filter(pk__in=allowed)


def all_runs(key: ApiKey) -> QuerySet[SyncRun]:
    runs = SyncRun.objects.filter(account__company_id=key.company_id).select_related("account")
    allowed = allowed_ids(key)
    return runs if allowed is None else runs.filter(account_id__in=allowed)


def all_issues(key: ApiKey) -> QuerySet[Issue]:
    return find_issues(IssueQuery(company_id=key.company_id, account_ids=allowed_ids(key)))


def one_of(rows: Callable[[ApiKey], QuerySet[Any]], key: ApiKey, what: str, **lookup: Any) -> Any:
    row = rows(key).filter(**lookup).first()
    if row is None:
        raise NotFound(f"There is no {what} {next(iter(lookup.values()))} for this API key.")
    return row
