"""The filters that are on, each with the address that takes it off again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from candidates.times import dated_day
from interviews.forms.filters import AddressForm
from interviews.models import InterviewerIdentity, Job

NO_FILTERS = ("sort", "size", "cols", "view", "column", "date", "tz", "page")


@dataclass(frozen=True, slots=True)
class Pill:
    label: str
    text: str
    without: str


def named(jobs: Iterable[Job], people: Iterable[InterviewerIdentity]) -> dict[str, dict[int, str]]:
    """What the numbers of these filters stand for."""
    return {
        "job": {job.pk: str(job) for job in jobs},
        "person": {person.pk: str(person) for person in people},
    }


def pills_of(
    given: QueryDict, form: AddressForm, names: Mapping[str, Mapping[int, str]]
) -> list[Pill]:
    found = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name) if name not in NO_FILTERS else None
        for one in value if isinstance(value, list) else [value]:
            if one in (None, "", False):
                continue
            text = said(field, one, names.get(name, {}))
            found.append(Pill(str(field.label), text, without(given, name, str(one))))
    return found


def said(field: forms.Field, value: Any, names: Mapping[int, str]) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, date):
        return dated_day(value)
    if value is True:
        return _("yes")
    return names.get(value) or (f"#{value}" if isinstance(value, int) else str(value))


def without(given: QueryDict, name: str, value: str) -> str:
    """The address with one value less; paging starts anew."""
    rest = given.copy()
    kept = [one for one in rest.getlist(name) if one != value]
    rest.setlist(name, kept if len(kept) < len(rest.getlist(name)) else [])
    if name == "date_from":
        rest[name] = ""
    rest.pop("cursor", None)
    return f"?{rest.urlencode()}"
