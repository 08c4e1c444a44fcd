"""What a key may see of interviewers and conflicts. Nothing is counted that is beyond its accounts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import QueryDict
from rest_framework.exceptions import NotFound, PermissionDenied

from candidates.models import ApiKey
from candidates.statuses import Scope
from candidates.times import zone_or_utc
from connectors.api import params
from connectors.api.paging import by_id, page_of
from connectors.api.parameter import DEFAULT_LIMIT
from connectors.api.params import BadParameters, refused
from connectors.v1.interviewers.catalogue import CONFLICTS, INTERVIEWERS
from connectors.v1.operations.selection import accounts_asked, allowed_ids, numbers
from interviews.models import Absence, Conflict, InterviewerIdentity
from interviews.selectors.conflicts import STATES, ConflictQuery, find_conflicts
from interviews.selectors.interviewers import InterviewersQuery, interviewers
from interviews.selectors.keyset import CursorError, Order, Taken
from interviews.selectors.load import Load

LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Page:
    """With the zone whose weeks are counted."""

    rows: list[tuple[InterviewerIdentity, Load]]
    next_cursor: str | None
    zone: str


def interviewers_of(key: ApiKey, query: QueryDict, *, now: datetime) -> Page:
    values = params.read(query, INTERVIEWERS)
    if "search" in values and Scope.PII not in key.scopes:
        raise PermissionDenied("Searching by name needs an API key with the scope “pii”.")
    asked = accounts_asked(key, values) if "integrated_account_id" in values else ()
    wanted = {
        "search": values.get("search", ""),
        "account_ids": tuple(asked or ()),
        "only": values.get("only", ""),
        "cursor": values.get("next_cursor", ""),
        "order": by_id(values.get("sort", "-id")),
        "limit": values.get("limit", DEFAULT_LIMIT),
    }
    try:
        return found(key, now, **wanted)
    except CursorError as error:
        cursor = values["next_cursor"]
        raise BadParameters([refused("next_cursor", str(error), cursor)]) from None


def interviewer_of(key: ApiKey, pk: int, *, now: datetime) -> Page:
    page = found(key, now, ids=(pk,)) if pk < LARGEST else None
    if page is None or not page.rows:
        raise NotFound(f"There is no interviewer {pk} for this API key.")
    return page


def found(key: ApiKey, now: datetime, **wanted: Any) -> Page:
    zone, within = zone_or_utc(key.company.time_zone), allowed_ids(key)
    page = interviewers(
        InterviewersQuery(
            company_id=key.company_id,
            now=now,
            zone=zone,
            within=None if within is None else tuple(within),
            **wanted,
        )
    )
    ahead = Absence.objects.filter(last_day__gte=now.astimezone(zone).date()).order_by("first_day")
    people = [one for one, _ in page.rows]
    prefetch_related_objects(people, Prefetch("absences", ahead, to_attr="away"))
    return Page(page.rows, page.next_cursor, str(zone))


def conflicts_of(key: ApiKey, query: QueryDict) -> Taken:
    values = params.read(query, CONFLICTS)
    first, last = values.get("from"), values.get("to")
    if first and last and last <= first:
        raise BadParameters([refused("to", "must be after from.", last.isoformat())])
    wanted = ConflictQuery(
        company_id=key.company_id,
        within=allowed_ids(key),
        accounts=(accounts_asked(key, values) or ()) if "integrated_account_id" in values else (),
        kinds=values.get("kind", ()),
        identities=numbers("interviewer_id", values),
        states=values.get("state", ("open", "overridden")),
        first=first,
        last=last,
    )
    return page_of(
        find_conflicts(wanted), order_of(values.get("sort", "starts_at")), values, of="conflicts"
    )


def order_of(sort: str) -> Order:
    if sort.endswith("id"):
        return by_id(sort)
    return Order(name=sort, column="starts", descending=sort.startswith("-"), valueless=False)


def all_conflicts(key: ApiKey) -> QuerySet[Conflict]:
    """Closed ones too."""
    return find_conflicts(
        ConflictQuery(company_id=key.company_id, within=allowed_ids(key), states=tuple(STATES))
    )
