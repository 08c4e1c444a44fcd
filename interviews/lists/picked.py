"""The interviews that somebody chose in the list: one by one, or all that match."""

from django.http import QueryDict
from django.utils.translation import gettext

from candidates.choosing import is_number
from candidates.requests import MemberRequest
from candidates.services.bulk_moves import AT_ONCE
from interviews.forms.filters import FilterForm, wanted
from interviews.models import Interview
from interviews.selectors.listing import InterviewQuery, matching


class NothingPicked(Exception):
    """The text is a sentence that says why."""


def picked(request: MemberRequest, given: QueryDict) -> list[Interview]:
    """In the order of the list, at most `AT_ONCE`. Raises NothingPicked."""
    if given.get("all"):
        query = query_in(request, given.get("query", ""))
        rows = matching(query).filter(deleted_at=None).order_by("begins_at", "pk")
    else:
        keys = list(seen_in(given.getlist("i")))
        rows = Interview.objects.filter(company=request.company, deleted_at=None, pk__in=keys)
        rows = rows.order_by("begins_at", "pk")
    found = list(
        rows.select_related("account", "candidate__project", "job", "organizer")[: AT_ONCE + 1]
    )
    if not found:
        raise NothingPicked(gettext("No interview was chosen."))
    if len(found) > AT_ONCE:
        raise NothingPicked(
            gettext("More than %d interviews were chosen. Narrow the filters first.") % AT_ONCE
        )
    return found


def all_that_match(request: MemberRequest, given: QueryDict, most: int) -> list[int]:
    """Their keys, in the order of the list: one more than `most`, where there are more. Raises NothingPicked."""
    rows = matching(query_in(request, given.get("query", ""))).filter(deleted_at=None)
    return list(rows.order_by("begins_at", "pk").values_list("pk", flat=True)[: most + 1])


def query_in(request: MemberRequest, address: str) -> InterviewQuery:
    """What an address of the list asks for. Raises NothingPicked where not all of it is understood."""
    form = FilterForm(QueryDict(address), request.company)
    asked = wanted(
        form,
        company_id=request.company.pk,
        zone=request.zones.main,
        now=request.now,
        reader=request.user,
        cursor="",
    )
    if asked.complaints:
        raise NothingPicked(" ".join(asked.complaints))
    return asked.query


def count_up_to(query: InterviewQuery, most: int) -> int:
    """How many match, counted no further than one beyond `most`."""
    return matching(query).filter(deleted_at=None).order_by()[: most + 1].count()


def seen_in(values: list[str]) -> dict[int, int | None]:
    """`12` or `12.3`: an interview, and the version of it that was looked at."""
    found: dict[int, int | None] = {}
    for value in values:
        pk, _dot, version = value.partition(".")
        if is_number(pk):
            found[int(pk)] = int(version) if is_number(version) else None
    return found
