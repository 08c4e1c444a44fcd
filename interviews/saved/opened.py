"""A list that was opened by a saved view, and what can be kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.http import urlencode

from candidates.requests import MemberRequest
from interviews.models import SavedView
from interviews.saved.meaning import address_of, complaints_about, filters_in
from interviews.selectors.saved import default_view, view_of
from interviews.services.saved import may_change

LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`query` is what could be saved. `broken` says what the view asks for that is no longer there: then
    the list shows nothing, as everything would not be what was asked for.
    """

    page: str
    query: str
    view: SavedView | None = None
    broken: Sequence[str] = ()
    may_change: bool = False

    @property
    def altered(self) -> bool:
        return self.view is not None and self.view.query != self.query

    @property
    def without(self) -> str:
        return f"?{self.query}" if self.query else "?" + urlencode({"q": ""})


def opened_view(request: MemberRequest, page: str, given: str, complaints: Sequence[str]) -> Opened:
    """By `saved` in the address. `complaints` are about the filters beside it."""
    number, query = request.GET.get("saved"), filters_in(given)
    if number is None:
        return Opened(page=page, query=query)
    known = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    view = view_of(request.membership, int(number)) if known else None
    if view is None or view.page != page:
        raise Http404
    broken = list(complaints)
    if not broken and view.query == query:
        broken = complaints_about(page, query, request.company)
    return Opened(
        page=page,
        query=query,
        view=view,
        broken=broken,
        may_change=may_change(request.membership, view),
    )


def default_address(request: MemberRequest, page: str) -> str:
    """Where the list without any filter leads for this person; empty where it stays."""
    if request.GET:
        return ""
    view = default_view(request.membership, page)
    return address_of(view) if view else ""
