"""What a person does with mails: look for them, act on many, change one, word a message."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.mail.wording import LONGEST_SUBJECT, LONGEST_TEXT, Wording
from candidates.models import Mail
from candidates.selectors.mails import TABS, Sought

MOST_MAILS = 200


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
