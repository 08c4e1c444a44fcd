"""What a person chooses for themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from candidates.forms.fields import known_zone, zone_choices
from candidates.forms.hours import HoursForm

THEMES = [("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
FIRST_DAYS = [
    ("", _("As usual in the language")),
    ("1", _("Monday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]
CLOCKS = [
    ("", _("As usual in the language")),
    ("24", _("24 hours: 14:30")),
    ("12", _("12 hours: 2:30 pm")),
]
DENSITIES = [("", _("Comfortable")), ("compact", _("Compact"))]


class PreferencesForm(forms.Form):
    """All fields may stay empty: as the company, the browser or the system says."""

    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES, required=False)
    density = forms.ChoiceField(label=_("Row height"), choices=DENSITIES, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.CharField(label=_("Time zone"), required=False, validators=[known_zone])
    second_time_zone = forms.CharField(
        label=_("Second time zone"), required=False, validators=[known_zone]
    )
    first_weekday = forms.ChoiceField(
        label=_("First day of the week"), choices=FIRST_DAYS, required=False
    )
    clock = forms.ChoiceField(label=_("Clock"), choices=CLOCKS, required=False)
    shortcuts = forms.BooleanField(
        label=_("Keyboard shortcuts"),
        help_text=_("“/” goes to the search field, “t” to today, “i” to the interviews."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", _("As the browser")), *settings.LANGUAGES]


class SettingsForm(HoursForm, PreferencesForm):
    """The page of preferences, with every zone to choose from, and the person's working hours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, none in (("time_zone", _("As the company")), ("second_time_zone", _("None"))):
            self.fields[name].widget = forms.Select(choices=zone_choices(none))
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "input"

    @property
    def choices(self) -> list[forms.BoundField]:
        """All but the hours."""
        return [self[name] for name in PreferencesForm.base_fields]
