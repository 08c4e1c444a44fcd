"""Candidates as a file for a spreadsheet: all that match, in constant memory."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from candidates.selectors.coordinators import coordinator_of
from interviews.lists.export import AT_ONCE, as_file, clock, wants_bare
from interviews.lists.tables import PEOPLE
from interviews.models import Interview
from interviews.people.lists import form_of, query_of
from interviews.selectors.people import PeopleQuery, PersonRow, people

HEADS = (
    "id", "name", "first_name", "last_name", "project", "status", "vendor_status", "deadline", "time_zone",
    "next_interview", "next_interview_id", "evaluation", "coordinator", "connection", "vendor", "vendor_id",
    "same_person", "candidate_time_zone", "language", "invited_at", "confirmed_at", "interviewed_at", "changed_at",
    "deleted_at",
)  # fmt: skip
PERSONAL = ("email", "phone", "address")


@require_safe
@member_page
def candidates_csv(request: MemberRequest) -> HttpResponseBase:
    given = request.GET.copy()
    bare = wants_bare(given)
    form = form_of(given, request)
    complaints = form.complaints()
    query = replace(query_of(form, request), cursor="", limit=AT_ONCE)
    may_reach = request.membership.role in MAY_MOVE
    rows = table(query, request.zones.main, form.colleagues, personal=may_reach)
    return as_file(request, PEOPLE.page, given, complaints, rows, bare=bare)


def table(
    query: PeopleQuery, zone: tzinfo, colleagues: Mapping[int, str], *, personal: bool
) -> Iterator[list[Any]]:
    """Seven statements for each five hundred. Addresses are for those who work with candidates.

    By the time of their last change candidates would move while they are read: they come by their number then.
    """
    if query.sort.endswith("updated_at"):
        query = replace(query, sort="id")
    yield [*HEADS, *PERSONAL] if personal else [*HEADS]
    while True:
        page = people(query)
        for row in page.rows:
            one = row.candidate
            line = cells(row, zone, colleagues)
            yield [*line, one.email, one.phone, one.address] if personal else line
        if page.next_cursor is None:
            return
        query = replace(query, cursor=page.next_cursor)


def cells(row: PersonRow, zone: tzinfo, colleagues: Mapping[int, str]) -> list[Any]:
    """Moments with their offset, in the reader's zone, which is named."""
    one, next_one = row.candidate, row.next_interview
    return [
        one.pk,
        one.name,
        one.first_name,
        one.last_name,
        one.project.name if one.project else None,
        row.status or ("not reported" if one.account else ""),
        one.vendor_status,
        clock(one.deadline, zone),
        str(zone),
        begins(next_one, zone) if next_one else "",
        next_one.pk if next_one else "",
        row.standing.status.value if row.standing.asked else "",
        colleagues.get(coordinator_of(one, colleagues) or 0, ""),
        one.account.name if one.account else "made here",
        one.account.vendor if one.account else "",
        one.remote_id,
        "; ".join(str(kin.pk) for kin in row.kin),
        one.time_zone,
        one.language,
        clock(one.invited_at, zone),
        clock(one.confirmed_at, zone),
        clock(one.interviewed_at, zone),
        clock(one.vendor_updated_at or one.updated_at, zone),
        clock(one.deleted_at, zone),
    ]


def begins(interview: Interview, zone: tzinfo) -> str:
    """Of a whole day its date."""
    if interview.start_date:
        return interview.start_date.isoformat()
    return clock(interview.start_at, zone)
