"""The list of interviews."""

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from candidates.services.bulk_moves import AT_ONCE
from interviews.active_filters import named, pills_of
from interviews.forms.filters import SIZES, FilterForm, Wanted, wanted
from interviews.lists.columns import columns_of, headed
from interviews.lists.picked import count_up_to
from interviews.lists.tables import INTERVIEWS
from interviews.models import SavedView
from interviews.saved.meaning import filters_in
from interviews.saved.opened import default_address, opened_view
from interviews.selectors import choices
from interviews.selectors.keyset import CursorError
from interviews.selectors.listing import Page, list_interviews, looked_for

FROM_TODAY = "when=from_today"


@require_safe
@member_page
def interviews(request: MemberRequest) -> HttpResponse:
    if address_to_open := default_address(request, SavedView.Page.INTERVIEWS):
        return redirect(address_to_open)
    given = with_default(request)
    form = FilterForm(given, request.company)
    asked = asked_by(form, request)
    query = looked_for(asked.query)
    opened = opened_view(
        request, SavedView.Page.INTERVIEWS, request.GET.urlencode() or FROM_TODAY, asked.complaints
    )
    complaints = [] if opened.broken else list(asked.complaints)
    page = Page([], None)
    if not opened.broken:
        try:
            page = list_interviews(query)
        except CursorError as error:
            complaints.append(gettext("The first page is shown: %s") % error)
            page = list_interviews(replace(query, cursor=""))
    may_move = request.membership.role in MAY_MOVE and bool(page.rows)
    columns = columns_of(INTERVIEWS, form, request.membership)
    jobs, people = choices.jobs(request.company.pk), choices.people(request.company.pk)
    context = {
        "arranging": form.colleagues,
        "form": form,
        "complaints": complaints,
        "opened": opened,
        "page": page,
        "columns": columns,
        "may_move": may_move,
        "matching": count_up_to(query, AT_ONCE) if may_move else 0,
        "at_once": AT_ONCE,
        "heads": headed(INTERVIEWS, columns, given, query.sort),
        "all_columns": INTERVIEWS.columns,
        "sizes": SIZES,
        "export_query": filters_in(given.urlencode()),
        "pills": pills_of(given, form, named(jobs, people)),
        "next_address": next_address(given, page),
        "first_address": address(given, cursor=None) if request.GET.get("cursor") else "",
        "jobs": jobs,
        "people": people,
    }
    return render(request, "interviews/list.html", context)


def asked_by(form: FilterForm, request: MemberRequest) -> Wanted:
    return wanted(
        form,
        company_id=request.company.pk,
        zone=request.zones.main,
        now=request.now,
        reader=request.user,
        cursor=request.GET.get("cursor", ""),
    )


def with_default(request: MemberRequest) -> QueryDict:
    """Without any filter the list begins today; an empty `date_from` asks for the past as well."""
    given = request.GET.copy()
    if not given:
        given["date_from"] = request.now.astimezone(request.zones.main).date().isoformat()
    return given


def next_address(given: QueryDict, page: Page) -> str:
    return address(given, cursor=page.next_cursor) if page.next_cursor else ""


def address(given: QueryDict, *, cursor: str | None) -> str:
    asked = given.copy()
    asked.pop("cursor", None)
    if cursor:
        asked["cursor"] = cursor
    return f"?{asked.urlencode()}"
