"""What somebody writes of an interviewer's time."""

from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from candidates.forms import known_zone
from interviews.conflicts.calendars import OFFICE
from interviews.forms.base import PageForm
from interviews.models import InterviewerIdentity

HOUR = "%H:%M"


class RulesForm(PageForm):
    """Limits, zone and hours. A day without hours is a day off; without a zone hours are not looked at."""

    daily_limit = forms.IntegerField(
        label=_("Interviews a day at most"), required=False, min_value=1, max_value=50
    )
    weekly_limit = forms.IntegerField(
        label=_("Interviews a week at most"), required=False, min_value=1, max_value=200
    )
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64, validators=[known_zone]
    )
    paused = forms.BooleanField(label=_("Paused: no new interviews"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget.attrs |= {"list": "zones"}
        for day, edge in ((day, edge) for day in range(7) for edge in ("from", "until")):
            said = _("from") if edge == "from" else _("until")
            hour = forms.TimeField(
                label=said,
                required=False,
                widget=forms.TimeInput(format=HOUR, attrs={"type": "time", "class": "input"}),
            )
            hour.widget.attrs["aria-label"] = f"{WEEKDAYS[day]} {said}"
            self.fields[f"{edge}_{day}"] = hour

    @property
    def days(self) -> list[tuple[Any, Any, Any]]:
        return [(WEEKDAYS[day], self[f"from_{day}"], self[f"until_{day}"]) for day in range(7)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for day in range(7):
            first, last = cleaned.get(f"from_{day}"), cleaned.get(f"until_{day}")
            if (first is None) != (last is None) or (first and last and first >= last):
                self.add_error(
                    f"until_{day}", _("Give both, the end after the beginning, or neither.")
                )
        return cleaned

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        hours = [span_of(given[f"from_{day}"], given[f"until_{day}"]) for day in range(7)]
        office = [span_of(*span) if span else None for span in OFFICE]
        return {
            "daily_limit": given["daily_limit"],
            "weekly_limit": given["weekly_limit"],
            "time_zone": given["time_zone"],
            "paused": given["paused"],
            "hours": None if hours == office else hours,
        }

    @staticmethod
    def of(one: InterviewerIdentity) -> dict[str, Any]:
        initial: dict[str, Any] = {
            name: getattr(one, name)
            for name in ("daily_limit", "weekly_limit", "time_zone", "paused")
        }
        hours = one.hours or [span_of(*span) if span else None for span in OFFICE]
        for day, span in enumerate(hours):
            initial[f"from_{day}"], initial[f"until_{day}"] = span or (None, None)
        return initial


def span_of(first: time | None, last: time | None) -> list[str] | None:
    return [first.strftime(HOUR), last.strftime(HOUR)] if first and last else None


class AbsenceForm(PageForm):
    first_day = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return cleaned


class FindForm(PageForm):
    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("everybody")),
            ("conflicts", _("with conflicts to come")),
            ("paused", _("paused")),
        ],
    )
    account = forms.TypedMultipleChoiceField(label=_("Systems"), required=False, coerce=int)

    def __init__(self, *args: Any, accounts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = accounts

    def complaints(self) -> list[str]:
        return [
            f"{self.fields[name].label}: {error}"
            for name, errors in self.errors.items()
            for error in errors
        ]
