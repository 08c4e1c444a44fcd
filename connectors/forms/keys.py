"""What an administrator chooses for an API key."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.networks import split
from candidates.services.access import DEFAULT_SCOPES
from candidates.statuses import Scope
from connectors.models import IntegratedAccount
from interviews.forms.base import PageForm

LIVES = [
    ("", _("Never")),
    ("30", _("In 30 days")),
    ("90", _("In 90 days")),
    ("365", _("In a year")),
]


class KeyForm(PageForm):
    name = forms.CharField(label=_("Name"), max_length=150)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=DEFAULT_SCOPES,
        widget=forms.CheckboxSelectMultiple,
    )
    accounts = forms.ModelMultipleChoiceField(
        IntegratedAccount.objects.none(),
        label=_("Connections"),
        to_field_name="uuid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(label=_("Ends"), choices=LIVES, required=False)
    networks = forms.CharField(
        label=_("Allowed addresses"),
        help_text=_("Addresses or networks, a line each; none means everywhere."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rate_limit = forms.IntegerField(
        label=_("Calls a minute"),
        help_text=_("Empty means no limit."),
        required=False,
        min_value=1,
        max_value=1_000_000,
    )

    def __init__(self, data: Any, *, company_id: int) -> None:
        super().__init__(data)
        accounts: Any = self.fields["accounts"]
        accounts.queryset = IntegratedAccount.objects.filter(company_id=company_id).order_by("name")
        for name in ("scopes", "accounts"):
            self.fields[name].widget.attrs.pop("class", None)

    def clean_networks(self) -> list[str]:
        return split(self.cleaned_data["networks"])

    def asked(self, now: datetime) -> dict[str, Any]:
        """As `create_api_key` takes it."""
        given = dict(self.cleaned_data)
        days = given.pop("days")
        return given | {"expires_at": now + timedelta(days=int(days)) if days else None}
