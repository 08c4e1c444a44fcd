"""Signing in, and what a person chooses for themselves."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.times import zone_called, zone_names

THEMES = [("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
DENSITIES = [("", _("Comfortable")), ("compact", _("Compact"))]


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "This user name and password do not belong together. Both tell capital letters from small ones."
        ),
        "inactive": _("This account is closed. Ask an administrator to open it again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
        self.fields["username"].widget.attrs["autocapitalize"] = "none"


def known_zone(name: str) -> None:
    if zone_called(name) is None:
        raise ValidationError(
            _("There is no time zone “%(name)s”. Write it like Europe/Berlin."),
            params={"name": name},
        )


def zone_choices(none: Any) -> list[tuple[str, Any]]:
    return [("", none), *((name, name.replace("_", " ")) for name in zone_names())]


class PreferencesForm(forms.Form):
    """All fields may stay empty: as the company, the browser or the system says."""

    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES, required=False)
    density = forms.ChoiceField(label=_("Row height"), choices=DENSITIES, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.CharField(label=_("Time zone"), required=False, validators=[known_zone])
    second_time_zone = forms.CharField(
        label=_("Second time zone"), required=False, validators=[known_zone]
    )
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


class SettingsForm(PreferencesForm):
    """The page of preferences, with every zone to choose from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, none in (("time_zone", _("As the company")), ("second_time_zone", _("None"))):
            self.fields[name].widget = forms.Select(choices=zone_choices(none))
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "input"


class ClockField(forms.DateTimeField):
    """What a clock shows, in no zone yet: `candidates.times.moment_of` makes a moment of it."""

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            read: datetime | None = super().to_python(value)
        return read.replace(tzinfo=None) if read else None


class MoveForm(forms.Form):
    """What comes with a move of a candidate: the version seen, and the deadline on the reader's clock."""

    seen = forms.IntegerField(required=False, min_value=1)
    deadline = ClockField(required=False, input_formats=["%Y-%m-%dT%H:%M"])
