"""What may stand in the address of the queue, what may be done with its rows, and its settings."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, User
from candidates.selectors.teams import colleagues
from interviews.attention.facts import SEVERITIES
from interviews.attention.thresholds import NAMES
from interviews.forms.filters import AddressForm
from interviews.models import AttentionSettings
from interviews.selectors import choices
from interviews.selectors.attention.queue import EVERYONE, Wanted
from interviews.selectors.coordinators import MINE, UNASSIGNED, called
from interviews.services.queue import Sleep

SEVERITY_WORDS = dict(
    zip(SEVERITIES, (_("Critical"), _("High"), _("Medium"), _("Low")), strict=True)
)
WHOSE = [(EVERYONE, _("Everyone")), (MINE, _("Mine")), (UNASSIGNED, _("Unassigned"))]
ASSIGN, WAKE = "assign", "wake"
AT_ONCE = 1000
ME, NOBODY = "me", "nobody"
BOUNDS = {
    "day_load": (1, 24),
    "week_load": (1, 80),
    "ahead_days": (1, 31),
    "back_days": (1, 90),
    "choice_days": (1, 60),
}
HOURS = (1, 24 * 14)


class QueueForm(AddressForm):
    """The filters of the queue; a colleague's id shows what is theirs."""

    who = forms.ChoiceField(label=_("Whose"), required=False)
    project = forms.TypedChoiceField(label=_("Project"), required=False, coerce=int)
    account = forms.TypedChoiceField(label=_("Connection"), required=False, coerce=int)
    severity = forms.MultipleChoiceField(
        label=_("Importance"), required=False, choices=list(SEVERITY_WORDS.items())
    )
    asleep = forms.BooleanField(label=_("Snoozed ones"), required=False)
    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=100_000)

    def __init__(self, data: QueryDict, company: Company) -> None:
        super().__init__(data)
        any_one = [("", _("All"))]
        people = colleagues(company.pk).order_by("first_name", "username")
        cover = [(str(one.pk), called(one)) for one in people]
        self.choices_of("who", [*WHOSE, (_("Cover for"), cover)])
        self.choices_of("project", [*any_one, *choices.projects(company.pk)])
        self.choices_of("account", [*any_one, *choices.accounts(company)])

    def choices_of(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.widget.attrs["class"] = "input"

    def wanted(self, code: str) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            who=given.get("who") or EVERYONE,
            project=given.get("project") or None,
            account=given.get("account") or None,
            severities=tuple(given.get("severity", ())),
            code=code,
            asleep=given.get("asleep", False),
            page=given.get("page") or 1,
        )

    @property
    def asked(self) -> list[tuple[str, str]]:
        """The filters as they came, to be sent along with what is done with all that match."""
        assert isinstance(self.data, QueryDict)
        names = [name for name in self.fields if name != "page"]
        return [(name, value) for name in names for value in self.data.getlist(name) if value]

    @property
    def narrowed(self) -> bool:
        return any(
            value and value != EVERYONE
            for name, value in self.cleaned_data.items()
            if name != "page"
        )

    @property
    def narrowed_further(self) -> bool:
        """By what is not one click: a colleague whose rows are looked after, a connection, a project."""
        given = self.cleaned_data
        covered = given.get("who") and given["who"] not in dict(WHOSE)
        return bool(covered or given.get("account") or given.get("project"))


class ActForm(forms.Form):
    """`do` is `assign`, `wake`, or how long to sleep; `to` is `me`, `nobody`, or a colleague's id."""

    do = forms.ChoiceField(choices=[(name, name) for name in (ASSIGN, WAKE, *Sleep)])
    to = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict, *, people: Iterable[User]) -> None:
        super().__init__(data)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(ME, ME), (NOBODY, NOBODY), *((str(one.pk), one) for one in people)]


class DaysField(forms.CharField):
    """Dates, one a line or with commas between."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        found = []
        for text in str(value or "").replace(",", " ").split():
            try:
                found.append(date.fromisoformat(text).isoformat())
            except ValueError:
                told = gettext("“%s” is no date. Write 2026-12-24.") % text
                raise forms.ValidationError(told) from None
        return sorted(set(found))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != data)


GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (
        _("Before an interview"),
        ("answer_hours", "place_hours", "critical_hours", "unscheduled_hours", "ahead_days"),
    ),
    (
        _("After an interview"),
        ("happened_hours", "feedback_hours", "feedback_late_hours", "back_days"),
    ),
    (_("Candidates"), ("choice_days", "deadline_hours")),
    (_("Load of an interviewer"), ("day_load", "week_load")),
    (_("Working time"), ("day_from", "day_to", "workdays", "holidays")),
]


class ThresholdsForm(forms.ModelForm):
    workdays = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        coerce=int,
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    holidays = DaysField(label=_("Holidays"), required=False)

    class Meta:
        model = AttentionSettings
        fields = NAMES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField):
                least, most = BOUNDS.get(name, HOURS)
                field.validators += [MinValueValidator(least), MaxValueValidator(most)]
                field.widget.attrs |= {"min": least, "max": most}
            if name != "workdays":
                field.widget.attrs["class"] = "input"
        for name in ("day_from", "day_to"):
            self.fields[name].widget = forms.TimeInput(
                format="%H:%M", attrs={"type": "time", "class": "input"}
            )

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("day_from"), cleaned.get("day_to")
        if first and last and last <= first:
            self.add_error("day_to", gettext("Work ends before it begins."))
        return cleaned
