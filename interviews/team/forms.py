"""What somebody writes of an interviewer's time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.fields import known_zone
from candidates.forms.hours import HoursForm
from interviews.forms.base import PageForm
from interviews.forms.filters import WITHIN_REACH
from interviews.models import InterviewerIdentity


class RulesForm(HoursForm, PageForm):
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

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "daily_limit": given["daily_limit"],
            "weekly_limit": given["weekly_limit"],
            "time_zone": given["time_zone"],
            "paused": given["paused"],
            "hours": self.hours(),
        }

    @staticmethod
    def of(one: InterviewerIdentity) -> dict[str, Any]:
        initial: dict[str, Any] = {
            name: getattr(one, name)
            for name in ("daily_limit", "weekly_limit", "time_zone", "paused")
        }
        return initial | HoursForm.hours_of(one.hours)


class AbsenceForm(PageForm):
    first_day = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=WITHIN_REACH,
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=WITHIN_REACH,
    )
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
