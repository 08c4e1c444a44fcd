"""What a list shows as a file for a spreadsheet: all that matches, row by row, in constant memory."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from candidates.imports.spreadsheet import BYTE_ORDER_MARK, csv_lines
from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from interviews.coordination import Colleagues
from interviews.forms.filters import FilterForm
from interviews.lists.page import asked_by, with_default
from interviews.lists.tables import INTERVIEWS
from interviews.selectors.listing import InterviewQuery, list_interviews
from interviews.selectors.rows import InterviewRow
from interviews.services.exports import note_export

AT_ONCE = 500
HEADS = (
    "id", "start", "end", "all_day", "time_zone", "candidate", "job", "title", "kind", "round", "stage", "panel",
    "answers", "organizer", "coordinator", "location", "meeting_url", "status", "vendor_status", "connection", "vendor",
    "vendor_id", "changed_at", "deleted_at",
)  # fmt: skip
PERSONAL = "panel_emails"


@require_safe
@member_page
def interviews_csv(request: MemberRequest) -> HttpResponseBase:
    given = with_default(request)
    bare = wants_bare(given)
    form = FilterForm(given, request.company)
    asked = asked_by(form, request)
    query = replace(asked.query, cursor="", limit=AT_ONCE)
    rows = table(
        query, request.zones.main, form.colleagues, personal=request.membership.role in MAY_MOVE
    )
    return as_file(request, INTERVIEWS.page, given, asked.complaints, rows, bare=bare)


def wants_bare(given: QueryDict) -> bool:
    """Whether the file is to be without a byte order mark; it is no filter, and is taken away."""
    return given.pop("bom", [""])[-1] == "off"


def as_file(
    request: MemberRequest,
    page: str,
    given: QueryDict,
    complaints: Iterable[str],
    rows: Iterable[Iterable[Any]],
    *,
    bare: bool,
) -> HttpResponseBase:
    """All rows of a list, noted with who took them. A filter that is not understood stops it."""
    said = list(complaints)
    if said:
        for complaint in said:
            messages.error(request, complaint)
        messages.error(request, gettext("Nothing was exported."))
        return redirect(f"{reverse(page)}?{given.urlencode()}")
    note_export(request.membership, page, now=request.now)
    return download(csv_lines(rows), page, request.now, bare=bare)


def download(
    lines: Iterator[str], name: str, now: datetime, *, bare: bool
) -> StreamingHttpResponse:
    """With a byte order mark, unless it is to be `bare`."""
    kept = (line for line in lines if not (bare and line == BYTE_ORDER_MARK))
    return StreamingHttpResponse(
        kept,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{now:%Y-%m-%d}.csv"',
            "Cache-Control": "no-store",
        },
    )


def table(
    query: InterviewQuery, zone: tzinfo, arranging: Colleagues, *, personal: bool
) -> Iterator[list[Any]]:
    """Two statements for each five hundred. Addresses of people are for those who work with candidates."""
    yield [*HEADS, PERSONAL] if personal else [*HEADS]
    while True:
        page = list_interviews(query)
        for row in page.rows:
            line = cells(row, zone, arranging)
            yield [*line, "; ".join(seat.email or "?" for seat in row.panel)] if personal else line
        if page.next_cursor is None:
            return
        query = replace(query, cursor=page.next_cursor)


def cells(row: InterviewRow, zone: tzinfo, arranging: Colleagues) -> list[Any]:
    """Moments with their offset, in the reader's zone, which is named; of a whole day the dates."""
    return [
        row.id,
        row.start_date or clock(row.start_at, zone),
        row.end_date or clock(row.end_at, zone),
        "yes" if row.all_day else "no",
        str(zone),
        row.candidate_name,
        row.job_name,
        row.title,
        row.kind,
        row.round,
        row.stage_name,
        "; ".join(seat.name or "?" for seat in row.panel),
        "; ".join(seat.response_status or "not reported" for seat in row.panel),
        row.organizer_name,
        arranging.names.get(arranging.coordinator_of(row.arranged) or 0),
        row.location,
        row.meeting_url,
        row.status or "not mapped",
        row.vendor_status,
        row.account_name,
        row.vendor,
        row.remote_id,
        clock(row.vendor_updated_at, zone),
        clock(row.deleted_at, zone),
    ]


def clock(at: datetime | None, zone: tzinfo) -> str:
    """`2026-11-05T10:00:00+01:00`"""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""
