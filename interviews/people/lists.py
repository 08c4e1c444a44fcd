"""Candidates over all connections, as a table and as a board by status."""

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from candidates.selectors.teams import read_by
from candidates.statuses import CandidateStatus
from interviews.active_filters import pills_of
from interviews.forms.filters import SIZES
from interviews.lists.columns import columns_of, headed
from interviews.lists.tables import PEOPLE
from interviews.models import SavedView
from interviews.people.filters import PeopleForm
from interviews.saved.meaning import filters_in
from interviews.saved.opened import default_address, opened_view
from interviews.selectors.keyset import CursorError
from interviews.selectors.people import (
    NEWEST,
    PAGE_SIZE,
    PeopleQuery,
    looked_for,
    matching,
    people,
)
from interviews.selectors.pipeline import pipeline


@require_safe
@member_page
def candidates(request: MemberRequest) -> HttpResponse:
    if address_to_open := default_address(request, SavedView.Page.CANDIDATES):
        return redirect(address_to_open)
    form = form_of(request.GET, request)
    complaints = form.complaints()
    query = looked_for(query_of(form, request))
    opened = opened_view(request, SavedView.Page.CANDIDATES, request.GET.urlencode(), complaints)
    context = {
        "form": form,
        "complaints": [] if opened.broken else complaints,
        "opened": opened,
        "narrowed": form.narrowed,
        "pills": pills_of(request.GET, form, {}),
        "sizes": SIZES,
        "may_move": request.membership.role in MAY_MOVE,
        "table_address": address(request.GET, view="table"),
        "board_address": address(request.GET, view="board"),
    }
    if opened.broken:
        return render(request, "interviews/candidates.html", context)
    if form.cleaned_data.get("view") == "board":
        return board(request, form, query, context)
    try:
        page = people(query)
    except CursorError as error:
        complaints.append(gettext("The first page is shown: %s") % error)
        page = people(replace(query, cursor=""))
    columns = columns_of(PEOPLE, form, request.membership)
    context |= {
        "page": page,
        "colleagues": form.colleagues if "coordinator" in columns else {},
        "columns": columns,
        "heads": headed(PEOPLE, columns, request.GET, query.sort),
        "all_columns": PEOPLE.columns,
        "export_query": filters_in(request.GET.urlencode()),
        "matching": matching(query),
        "next_address": address(request.GET, cursor=page.next_cursor) if page.next_cursor else "",
        "first_address": address(request.GET) if request.GET.get("cursor") else "",
    }
    return render(request, "interviews/candidates.html", context)


def board(
    request: MemberRequest, form: PeopleForm, query: PeopleQuery, context: dict[str, object]
) -> HttpResponse:
    column = form.cleaned_data.get("column") or CandidateStatus.NEW.value
    columns = pipeline(
        query,
        request.company,
        column=column,
        page=form.cleaned_data.get("page") or 1,
        moves=request.membership.role in MAY_MOVE,
    )
    shown = [
        (
            one,
            address(request.GET, view="board", column=one.status),
            address(request.GET, view="board", column=one.status, page=one.before),
            address(request.GET, view="board", column=one.status, page=one.after),
        )
        for one in columns
    ]
    nobody = not any(one.count for one in columns)
    more = {"board": shown, "column": column, "nobody": nobody}
    return render(request, "interviews/board.html", context | more)


def form_of(given: QueryDict, request: MemberRequest) -> PeopleForm:
    return PeopleForm(given, request.company)


def query_of(form: PeopleForm, request: MemberRequest) -> PeopleQuery:
    given = form.cleaned_data
    return PeopleQuery(
        company_id=request.company.pk,
        now=request.now,
        among=read_by(request.membership),
        search=given.get("q", ""),
        statuses=tuple(given.get("status", ())),
        account_ids=tuple(given.get("account", ())),
        project_ids=tuple(given.get("project", ())),
        coordinated_by=form.coordinated_by(request.user),
        imported=given.get("imported"),
        became=tuple(given.get("became", ())),
        include_deleted=given.get("deleted", False),
        sort=given.get("sort") or NEWEST.name,
        limit=given.get("size") or PAGE_SIZE,
        cursor=request.GET.get("cursor", ""),
    )


PLACES = ("cursor", "column", "page")


def address(given: QueryDict, **places: object) -> str:
    """The same filters at another place: nothing of the old place stays."""
    asked = given.copy()
    for name in PLACES:
        asked.pop(name, None)
    for name, value in places.items():
        if value is not None:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"
