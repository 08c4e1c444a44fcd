"""What a candidate fills in on their own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.forms.fields import known_zone


class NewPasswordForm(forms.Form):
    """Twice, so that a slip of the finger is seen."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters; not your name, not one that everybody uses."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return given


class PortalSignInForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class WishForm(forms.Form):
    """When somebody could instead, in their own words."""

    text = forms.CharField(
        label=_("When would it suit you?"),
        help_text=_("Two or three days and times, with your time zone if you are travelling."),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input input--text", "rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class ZoneForm(forms.Form):
    time_zone = forms.CharField(validators=[known_zone])
