"""Interviews as the hub knew them at a moment; see as_of.py."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from candidates.models import ApiKey
from connectors.api.parameter import DEFAULT_LIMIT, MAX_LIMIT
from connectors.selectors.unified_interviews import Account
from connectors.unified.as_of import Past, Search
from connectors.unified.catalogue import FILTERS, RANGES
from connectors.unified.conditions import Condition, among, bound, held, present
from interviews.models import Interview, Interviewer
from interviews.selectors.as_of import rows_before
from interviews.selectors.listing import AMONG, Page


def page_then(key: ApiKey, account: Account, values: Mapping[str, Any], past: Past) -> Page:
    search = Search(past, interviews_of(key, account), conditions_of(values))
    limit = MAX_LIMIT if values.get("truto_ignore_limit") else values.get("limit", DEFAULT_LIMIT)
    found, next_cursor = search.page(account, values, limit)
    rows = rows_before(found, past.later)
    return Page([row for row in rows if held(search.conditions, row)], next_cursor)


def one_then(key: ApiKey, account: Account, remote_id: str, past: Past) -> Page:
    """A tombstone too."""
    known = Search(past, interviews_of(key, account), ()).known
    found = [] if "\x00" in remote_id else list(known.filter(remote_id=remote_id))
    return Page(rows_before(found, past.later), None)


def interviews_of(key: ApiKey, account: Account) -> QuerySet[Interview]:
    return Interview.objects.filter(company_id=key.company_id, account_id=account.id)


def conditions_of(values: Mapping[str, Any]) -> list[Condition]:
    found = [present("deleted_at", there=False)] if not values.get("include_deleted") else []
    if not values.get("include_undated"):
        found.append(present("begins_at", there=True))
    for name, filtered in FILTERS.items():
        if name in values:
            column = AMONG.get(filtered)
            found.append(among(column, values[name]) if column else seated(values[name]))
    found += [among(name, values[name]) for name in ("status", "vendor_status") if name in values]
    for name, column in RANGES.items():
        found += [bound(column, operator, moment) for operator, moment in values.get(name, ())]
    return found


def seated(user_remote_id: str) -> Condition:
    """Somebody on the panel."""
    seats = Interviewer.objects.filter(interview=OuterRef("pk"), deleted_at=None)
    return Condition(
        Exists(seats.filter(user_remote_id=user_remote_id)),
        lambda row: any(seat.user_remote_id == user_remote_id for seat in row.panel),
    )
