"""What a key may see of accounts, runs and issues, a page at a time."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.exceptions import NotFound

from candidates.models import ApiKey
from candidates.selectors.changes import ChangeQuery, find_changes
from candidates.services.horizon import settled_through
from connectors.api import params
from connectors.api.paging import by_id, page_of
from connectors.api.params import BadParameters, refused
from connectors.models import IntegratedAccount, Issue, SyncRun
from connectors.selectors.issues import IssueQuery, find_issues
from connectors.selectors.unified_interviews import Account
from connectors.v1.operations.catalogue import ACCOUNT, ACCOUNTS, CHANGES, ISSUES, RUNS
from interviews.selectors.keyset import Taken


def issues_of(key: ApiKey, query: QueryDict) -> Taken:
    values = params.read(query, ISSUES)
    wanted = IssueQuery(
        company_id=key.company_id,
        account_ids=allowed_ids(key),
        accounts=uuids(values),
        codes=values.get("kind", ()),
        states=values.get("state", ()),
        resources=values.get("resource", ()),
    )
    return listed(find_issues(wanted), values, "issues")


def runs_of(key: ApiKey, query: QueryDict) -> Taken:
    values = params.read(query, RUNS)
    runs = all_runs(key)
    if "integrated_account_id" in values:
        runs = runs.filter(account__uuid__in=uuids(values))
    if "state" in values:
        runs = runs.filter(state__in=values["state"])
    return listed(runs, values, "sync-runs")


def accounts_of(key: ApiKey, query: QueryDict) -> Taken:
    return listed(all_accounts(key), params.read(query, ACCOUNTS), "accounts")


def changes_of(key: ApiKey, query: QueryDict) -> Taken:
    values = params.read(query, CHANGES)
    wanted = ChangeQuery(
        company_id=key.company_id,
        settled=settled_through(),
        account_ids=accounts_asked(key, values),
        subjects=values.get("record", ()),
    )
    return page_of(find_changes(wanted), by_id("id"), values, of="changes", cursor="after")


def accounts_asked(key: ApiKey, values: dict[str, Any]) -> list[int] | None:
    """Raises BadParameters for an account that the key may not read."""
    wanted = uuids(values)
    if not wanted:
        return allowed_ids(key)
    known = dict(all_accounts(key).filter(uuid__in=wanted).values_list("uuid", "pk"))
    failures = [
        refused("integrated_account_id", f"there is no account {uuid} for this API key.", str(uuid))
        for uuid in wanted
        if uuid not in known
    ]
    if failures:
        raise BadParameters(failures)
    return list(known.values())


def listed(rows: QuerySet[Any], values: dict[str, Any], what: str) -> Taken:
    return page_of(rows, by_id(values.get("sort", "-id")), values, of=what)


def uuids(values: Mapping[str, Any]) -> list[UUID]:
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


def numbers(name: str, values: dict[str, Any]) -> tuple[int, ...]:
    """Raises BadParameters."""
    given = values.get(name, ())
    wrong = [text for text in given if not (text.isascii() and text.isdecimal() and len(text) < 19)]
    if wrong:
        raise BadParameters(
            [refused(name, f"“{wrong[0]}” is no number of a record here.", wrong[0])]
        )
    return tuple(int(text) for text in given)


def may_see(key: ApiKey, account_id: int | None) -> bool:
    """What was made in the hub is only for keys that are limited to no account."""
    allowed = allowed_ids(key)
    return allowed is None or account_id in allowed


def all_accounts(key: ApiKey) -> QuerySet[IntegratedAccount]:
    accounts = IntegratedAccount.objects.filter(company_id=key.company_id)
    allowed = allowed_ids(key)
    return accounts if allowed is None else accounts.filter(pk__in=allowed)


def accounts_told(key: ApiKey, query: QueryDict) -> list[Account]:
    """Those that a list may tell of: the ones asked for, else all that the key may see."""
    given = (one for one in params.plain(query) if one[1].startswith(ACCOUNT.name))
    wanted = uuids(params.read(given, (ACCOUNT,)))
    rows = all_accounts(key).order_by("pk")
    if wanted:
        rows = rows.filter(uuid__in=wanted)
    return [Account(*row) for row in rows.values_list(*Account._fields)]


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
