"""What may stand in the address of the calendar: a view, a day, a zone, and the filters of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from candidates.forms.fields import known_zone
from interviews.calendar.periods import DAY, MONTH, PEOPLE, WEEK
from interviews.forms.filters import WITHIN_REACH, FilterForm

VIEWS = [
    (DAY, pgettext_lazy("calendar", "Day")),
    (WEEK, _("Week")),
    (MONTH, _("Month")),
    (PEOPLE, _("Interviewers")),
]
NOT_HERE = ("date_from", "date_to", "when", "sort", "undated", "size", "cols")


class CalendarForm(FilterForm):
    view = forms.ChoiceField(label=_("View"), required=False, choices=VIEWS)
    date = forms.DateField(label=_("Day"), required=False, validators=WITHIN_REACH)
    tz = forms.CharField(label=_("Time zone"), required=False, validators=[known_zone])
    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NOT_HERE:
            del self.fields[name]
