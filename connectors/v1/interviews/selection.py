"""What a key may see of the hub's interviews, with their people and what is asked of their vendors."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from rest_framework.exceptions import NotFound

from candidates.models import ApiKey
from candidates.statuses import Scope
from connectors.api import params
from connectors.api.parameter import DEFAULT_LIMIT
from connectors.api.params import BadParameters, refused
from connectors.models import WriteBack
from connectors.v1.interviews.catalogue import OF_ONE, PARAMETERS
from connectors.v1.operations.selection import all_accounts, allowed_ids, numbers, uuids
from interviews.coordination import Colleagues
from interviews.models import Interview
from interviews.selectors.coordinators import ArrangedBy, colleagues_of
from interviews.selectors.keyset import CursorError
from interviews.selectors.listing import InterviewQuery, list_interviews
from interviews.selectors.panel import with_panels

TOLD_FOR = timedelta(days=1)
MOST_DIGITS = 18
NOBODY = "none"
AS_GIVEN = ("include_deleted", "include_undated", "sort")


@dataclass(frozen=True, slots=True)
class Found:
    """An interview and its writes, newest first: those that wait, and those asked for within a day."""

    interview: Interview
    writes: list[WriteBack]
    personal: bool
    arranging: Colleagues


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Found]
    next_cursor: str | None


def find_page(key: ApiKey, query: QueryDict, *, now: datetime) -> Page:
    values = params.read(query, PARAMETERS)
    try:
        page = list_interviews(query_of(key, values))
    except CursorError as error:
        cursor = values["next_cursor"]
        raise BadParameters([refused("next_cursor", str(error), cursor)]) from None
    return Page(loaded(key, [row.id for row in page.rows], now=now), page.next_cursor)


def find_one(key: ApiKey, query: QueryDict, pk: int, *, now: datetime) -> Found:
    values = params.read(query, OF_ONE)
    found = one_of(key, pk, now=now)
    if found.interview.deleted_at and not values.get("include_deleted"):
        raise NotFound(f"Interview {pk} is gone. include_deleted=true shows what is left of it.")
    return found


def arranged_by(key: ApiKey, given: str) -> ArrangedBy:
    """Raises BadParameters."""
    people = colleagues_of(key.company_id)
    user = None if given == NOBODY else colleague(people, given)
    return ArrangedBy.of(key.company_id, user, people)


def colleague(people: Colleagues, given: str) -> int:
    """Raises BadParameters."""
    known = given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS
    if not known or int(given) not in people.names:
        why = f"“{given[:40]}” is no number of a user who works here."
        raise BadParameters([refused("coordinator_id", why, given)])
    return int(given)


def one_of(key: ApiKey, pk: int, *, now: datetime) -> Found:
    wanted = InterviewQuery(
        company_id=key.company_id,
        account_ids=accounts_of(key),
        ids=(pk,),
        include_deleted=True,
        include_undated=True,
    )
    small = len(str(pk)) <= MOST_DIGITS
    found = loaded(key, [row.id for row in list_interviews(wanted).rows], now=now) if small else []
    if not found:
        raise NotFound(f"There is no interview {pk} for this API key.")
    return found[0]


def loaded(key: ApiKey, pks: Sequence[int], *, now: datetime) -> list[Found]:
    """In the order given; a constant number of statements."""
    rows = with_panels(Interview.objects.select_related("application").filter(pk__in=pks))
    by_id = {row.pk: row for row in rows}
    told = Q(state=WriteBack.State.QUEUED) | Q(asked_at__gt=now - TOLD_FOR)
    writes: dict[int, list[WriteBack]] = defaultdict(list)
    asked = WriteBack.objects.select_related("account").filter(told, interview__in=pks)
    for write in asked.order_by("-pk"):
        writes[write.interview_id or 0].append(write)
    personal = Scope.PII in key.scopes
    arranging = colleagues_of(key.company_id)
    return [Found(by_id[pk], writes[pk], personal, arranging) for pk in pks if pk in by_id]


def accounts_of(key: ApiKey) -> tuple[int, ...] | None:
    """What was made in the hub is only for keys that are limited to no account."""
    allowed = allowed_ids(key)
    return None if allowed is None else tuple(allowed)


def query_of(key: ApiKey, values: dict[str, Any]) -> InterviewQuery:
    accounts = accounts_of(key)
    if "integrated_account_id" in values:
        named = all_accounts(key).filter(uuid__in=uuids(values))
        accounts = tuple(named.values_list("pk", flat=True))
    return InterviewQuery(
        company_id=key.company_id,
        account_ids=accounts,
        kinds=values.get("kind", ()),
        locations=(values["location"],) if "location" in values else (),
        application_ids=numbers("interviewee_id", values),
        interviewer_ids=numbers("interviewer_id", values),
        begins_at=values.get("start_at", ()),
        finishes_at=values.get("end_at", ()),
        vendor_statuses=values.get("status", ()),
        statuses=values.get("unified_status", ()),
        arranged_by=arranged_by(key, values["coordinator_id"])
        if "coordinator_id" in values
        else None,
        limit=values.get("limit", DEFAULT_LIMIT),
        cursor=values.get("next_cursor", ""),
        **{name: values[name] for name in AS_GIVEN if name in values},
    )
