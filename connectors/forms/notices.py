"""Who is told of a change of an interview once its vendor has it, and in which words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from candidates.mail.wording import LONGEST_SUBJECT


class NoticeForm(forms.Form):
    """Offers those of whom an address is known, by who they are; nobody needs to be told."""

    tell = forms.MultipleChoiceField(
        label=_("Written to, once it is done"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subject = forms.CharField(
        label=_("Subject"),
        required=False,
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(attrs={"class": "input", "form": "send"}),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"class": "input input--text", "rows": 9, "form": "send"}),
    )

    def __init__(self, *args: Any, addresses: Mapping[str, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses = addresses
        tell = self.fields["tell"]
        assert isinstance(tell, forms.MultipleChoiceField)
        tell.choices = [(who, ", ".join(some)) for who, some in self.addresses.items() if some]
        tell.widget.attrs["form"] = "send"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("subject", "text") if cleaned.get("tell") else ():
            if not (cleaned.get(name) or "").strip():
                self.add_error(name, gettext("Say what is to be told, or untick everybody."))
        return cleaned

    def told(self) -> dict[str, Any] | None:
        """What is kept beside the wish; None where nobody is told."""
        given = self.cleaned_data
        to = [address for who in given["tell"] for address in self.addresses[who]]
        if not to:
            return None
        words = {"subject": given["subject"], "text": given["text"], "language": get_language()}
        return {"to": list(dict.fromkeys(to)), **words}
