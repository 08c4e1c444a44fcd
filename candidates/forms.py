"""What a person does with candidates and mails."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.mail.wording import LONGEST_SUBJECT, LONGEST_TEXT, Wording
from candidates.models import Mail
from candidates.selectors.mails import TABS, Sought
from candidates.times import zone_called, zone_names
from candidates.years import within_reach

MOST_MAILS = 200
MANY = [
    ("advance", _("Invite or re-open")),
    ("set_deadline", _("Set deadline")),
    ("remind", _("Send reminder")),
    ("skip", _("Skip interview")),
    ("assign", _("Assign a coordinator")),
]


def known_zone(name: str) -> None:
    if zone_called(name) is None:
        raise ValidationError(
            _("There is no time zone “%(name)s”. Write it like Europe/Berlin."),
            params={"name": name},
        )


def zone_choices(none: Any) -> list[tuple[str, Any]]:
    return [("", none), *((name, name.replace("_", " ")) for name in zone_names())]


class ClockField(forms.DateTimeField):
    """What a clock shows, in no zone yet: `candidates.times.moment_of` makes a moment of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, validators=[within_reach])

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            read: datetime | None = super().to_python(value)
        return read.replace(tzinfo=None) if read else None


class MoveForm(forms.Form):
    """What comes with a move of a candidate: the version seen, the deadline on the reader's clock, and the
    name of the wish.
    """

    seen = forms.IntegerField(required=False, min_value=1)
    key = forms.CharField(required=False, max_length=64)
    deadline = ClockField(required=False, input_formats=["%Y-%m-%dT%H:%M"])


class DocumentForm(forms.Form):
    """A photo or a CV as the browser sends it; what it is, is seen from its bytes."""

    file = forms.FileField(error_messages={"required": _("Choose a file first.")}, max_length=1000)


class ManyForm(forms.Form):
    """One move for many. `count` is what somebody writes who means it."""

    action = forms.ChoiceField(choices=MANY)
    key = forms.CharField(required=False, max_length=24)
    deadline = ClockField(required=False, input_formats=["%Y-%m-%dT%H:%M"])
    count = forms.IntegerField(required=False, min_value=0)

    def sentence(self) -> str:
        """What is wrong, in one line."""
        if "deadline" in self.errors:
            return gettext("Write the deadline as a date and a time.")
        if "action" in self.errors:
            return gettext("There is no such move. Choose one of those offered.")
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class SoughtForm(forms.Form):
    """Which mails are looked for."""

    q = forms.CharField(
        label=_("Search recipient, subject and candidate"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), *Mail.Kind.choices],
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

    @property
    def sought(self) -> Sought:
        given = self.cleaned_data
        return Sought(words=given.get("q") or "", kind=given.get("kind") or "")


class OutboxForm(SoughtForm):
    """Which mails are read. What cannot be understood is complained about, and the first page shown."""

    tab = forms.ChoiceField(choices=[(tab, tab) for tab in TABS], required=False)
    before = forms.IntegerField(required=False, min_value=1)

    @property
    def asked(self) -> tuple[str, int | None]:
        self.full_clean()
        return self.cleaned_data.get("tab") or "waiting", self.cleaned_data.get("before")

    @property
    def complaints(self) -> list[str]:
        unknown = [name for name in self.data if name not in self.fields]
        return [
            gettext(
                "“%(name)s” is no way to narrow the outbox, or not with this value: it is left out."
            )
            % {"name": name}
            for name in (*self.errors, *unknown)
        ]


class ManyMailsForm(SoughtForm):
    """One act for the mails that were ticked, or for all of the tab that are looked for."""

    tab = forms.ChoiceField(choices=[(tab, tab) for tab in TABS])
    do = forms.ChoiceField(choices=[(do, do) for do in ("send", "discard", "retry")])
    all = forms.BooleanField(required=False)
    mail = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        field = self.fields["mail"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        keys = [key for key in data.getlist("mail") if key.isdecimal() and len(key) < 19]
        field.choices = [(key, key) for key in keys[:MOST_MAILS]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("all") and not given.get("mail"):
            raise ValidationError(gettext("Choose mails first."))
        if given.get("tab") == "failed" and given.get("do") == "send":
            raise ValidationError(gettext("What failed is tried again."))
        return given

    @property
    def chosen(self) -> list[int] | None:
        """None is all that can be."""
        return None if self.cleaned_data["all"] else self.cleaned_data["mail"]


class LetterForm(forms.Form):
    """A mail as a coordinator changes it."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["subject"].widget.attrs["class"] = "input"
        self.fields["text"].widget.attrs |= {"class": "input input--text", "rows": 18}


class WordingForm(forms.Form):
    """A message as an administrator words it, and what is to be done with it."""

    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea)
    do = forms.ChoiceField(choices=[(do, do) for do in ("save", "preview", "test")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["subject"].widget.attrs["class"] = "input"
        self.fields["text"].widget.attrs |= {"class": "input input--text", "rows": 20}

    @property
    def wording(self) -> Wording:
        return Wording(self.cleaned_data["subject"], self.cleaned_data["text"])

    @property
    def seen(self) -> Wording:
        """What stands in the fields."""
        return Wording(self["subject"].value() or "", self["text"].value() or "")


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
