"""What the filters of a saved view ask for today, and what of them is no longer there."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from candidates.models import Company, User
from interviews.forms.filters import AddressForm, FilterForm, Wanted, wanted
from interviews.models import InterviewerIdentity, Job, SavedView
from interviews.people.filters import PeopleForm

PLACES = ("cursor", "saved", "column", "page")  # of a reader, not of the view


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a view is read: “mine” is theirs, “today” is today in their zone."""

    user: User
    zone: tzinfo
    now: datetime


def filters_in(address: str) -> str:
    """What of a list's address is kept: the filters that say something, in one order."""
    pairs = parse_qsl(address.removeprefix("?"))
    return urlencode(sorted((name, value) for name, value in pairs if name not in PLACES))


def address_of(view: SavedView) -> str:
    said = f"{view.query}&" if view.query else ""
    return f"{reverse(view.page)}?{said}saved={view.pk}"


def form_of(page: str, query: str, company: Company) -> AddressForm:
    given = QueryDict(query)
    if page == SavedView.Page.INTERVIEWS:
        return FilterForm(given, company)
    return PeopleForm(given, company)


def complaints_about(page: str, query: str, company: Company) -> list[str]:
    """A sentence for each filter that is not, or no longer, there."""
    form = form_of(page, query, company)
    said = form.complaints()
    for name, label, rows in (
        ("job", gettext("The job %d is no longer there."), Job),
        ("person", gettext("The interviewer %d is no longer there."), InterviewerIdentity),
    ):
        number = form.cleaned_data.get(name)
        if number and not rows.objects.filter(company=company, pk=number).exists():
            said.append(label % number)
    return said


def interviews_in(view: SavedView, company: Company, reader: Reader) -> Wanted:
    """The query that a view of interviews means. Where it complains, nothing may be shown by it."""
    form = FilterForm(QueryDict(view.query), company)
    asked = wanted(
        form,
        company_id=company.pk,
        zone=reader.zone,
        now=reader.now,
        reader=reader.user,
        cursor="",
    )
    return Wanted(asked.query, complaints_about(view.page, view.query, company))
