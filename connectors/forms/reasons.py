"""Why an interview is moved or cancelled, as the hub keeps it beside the wish."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.statuses import ChangeReason

REASONS = ChangeReason.choices
NAMES = ("reason", "note")


class ReasonForm(forms.Form):
    """`note` is for colleagues: no vendor is sent it."""

    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("not given")), *REASONS]
    )
    note = forms.CharField(label=_("Note for colleagues"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def because(self) -> dict[str, str]:
        """What was said, by name; nothing where the form is not valid."""
        if not self.is_valid():
            return {}
        return {name: self.cleaned_data[name] for name in NAMES if self.cleaned_data[name]}
