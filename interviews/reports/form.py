"""The filters of a report in its address."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.forms.filters import WITHIN_REACH, AddressForm
from interviews.reports.asked import Account

USUAL = "last_90"
RANGES = [
    ("last_30", _("Last 30 days")),
    (USUAL, _("Last 90 days")),
    ("this_month", _("This month")),
    ("last_month", _("Last month")),
    ("this_year", _("This year")),
    ("last_365", _("Last 12 months")),
]
LONGEST = timedelta(days=5 * 366)


def days_called(name: str, today: date) -> tuple[date, date]:
    """First and last day, both included; days that are still to come are left out."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    return {
        "last_30": (today - timedelta(days=29), today),
        "this_month": (month, today),
        "last_month": (before.replace(day=1), before),
        "this_year": (today.replace(month=1, day=1), today),
        "last_365": (today - timedelta(days=364), today),
    }.get(name, (today - timedelta(days=89), today))


class ReportForm(AddressForm):
    """`date_from` and `date_to` go before `range`; `account` and `project` hold ids of the company's."""

    range = forms.ChoiceField(label=_("Days"), required=False, choices=RANGES)
    date_from = forms.DateField(label=_("From"), required=False, validators=WITHIN_REACH)
    date_to = forms.DateField(label=_("To"), required=False, validators=WITHIN_REACH)
    project = forms.TypedMultipleChoiceField(label=_("Project"), required=False, coerce=int)
    account = forms.TypedMultipleChoiceField(label=_("Connection"), required=False, coerce=int)
    vendor = forms.MultipleChoiceField(label=_("Vendor"), required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        accounts: Iterable[Account],
        projects: Iterable[tuple[int, str]],
        today: date,
    ) -> None:
        super().__init__(data)
        self.today = today
        known = list(accounts)
        offered: dict[str, list[tuple[Any, str]]] = {
            "account": [(one.pk, one.name) for one in known],
            "vendor": [(name, name.capitalize()) for name in sorted({one.vendor for one in known})],
            "project": list(projects),
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices
        for name in ("date_from", "date_to"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date", "class": "input"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = self.days(cleaned)
        if last < first:
            self.add_error("date_to", gettext("The last day is before the first."))
        elif last - first > LONGEST:
            self.add_error("date_from", gettext("A report covers five years at most."))
        return cleaned

    def days(self, cleaned: dict[str, Any]) -> tuple[date, date]:
        """One end alone is filled up: to today, or from 90 days before."""
        first: date | None = cleaned.get("date_from")
        last: date | None = cleaned.get("date_to")
        if first is None and last is None:
            return days_called(cleaned.get("range") or USUAL, self.today)
        if last is None:
            return first or self.today, max(self.today, first or self.today)
        return first or last - timedelta(days=89), last

    @property
    def narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("project", "account", "vendor"))

    @property
    def preset(self) -> str:
        """The range by name that is shown, "" where it is of other days."""
        ok = self.cleaned_data
        dated = ok.get("date_from") or ok.get("date_to")
        return "" if dated else ok.get("range") or USUAL
