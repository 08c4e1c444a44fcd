"""What an administrator chooses for an endpoint, and what may stand in the address of the log."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from candidates.years import within_reach
from connectors.models import IntegratedAccount, OutboundDelivery, WebhookEndpoint
from connectors.outbound.endpoints import Wish
from connectors.outbound.events import EVENTS, TEST
from connectors.outbound.pages.events import options
from connectors.outbound.selectors import DeliveryQuery
from interviews.forms.base import PageForm
from interviews.forms.filters import AddressForm

ANY = ("", _("Any"))
NAMES = [(name, name) for name in (*EVENTS, TEST)]
MINUTE = "%Y-%m-%dT%H:%M"


class EndpointForm(PageForm):
    url = forms.CharField(
        label=_("Address"),
        help_text=_("Where to send: https://, and reachable from here."),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    description = forms.CharField(label=_("Description"), max_length=200, required=False)
    accounts = forms.ModelMultipleChoiceField(
        IntegratedAccount.objects.none(),
        label=_("Connections"),
        to_field_name="uuid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    personal = forms.BooleanField(label=_("With e-mail, phone and address"), required=False)
    events = forms.MultipleChoiceField(
        label=_("Events"), choices=NAMES[:-1], required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any, *, company_id: int, endpoint: WebhookEndpoint | None = None
    ) -> None:
        super().__init__(data, initial=held_by(endpoint) if endpoint else {})
        accounts: Any = self.fields["accounts"]
        accounts.queryset = IntegratedAccount.objects.filter(company_id=company_id).order_by("name")
        for name in ("events", "accounts"):
            self.fields[name].widget.attrs.pop("class", None)

    @property
    def event_groups(self) -> list[Any]:
        return options(self["events"].value() or ())

    @property
    def wish(self) -> Wish:
        given = dict(self.cleaned_data)
        return Wish(**given | {"accounts": list(given["accounts"]) or None})


def held_by(endpoint: WebhookEndpoint) -> dict[str, Any]:
    accounts = [one.uuid for one in endpoint.accounts.all()] if endpoint.limited else []
    return {
        "url": endpoint.url,
        "description": endpoint.description,
        "events": endpoint.events,
        "accounts": accounts,
        "personal": endpoint.personal,
    }


class MinuteField(forms.DateTimeField):
    """In the reader's time zone."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateTimeInput(
            format=MINUTE, attrs={"type": "datetime-local", "class": "input"}
        )
        super().__init__(label=label, required=False, widget=widget, validators=[within_reach])


class LogForm(AddressForm):
    endpoint = forms.TypedChoiceField(
        label=_("Endpoint"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[ANY, *OutboundDelivery.State.choices]
    )
    event = forms.ChoiceField(label=_("Event"), required=False, choices=[ANY, *NAMES])
    since = MinuteField(_("From"))
    until = MinuteField(_("To"))
    before = forms.IntegerField(required=False, min_value=1, label=_("Before"))

    def __init__(self, data: QueryDict, *, endpoints: Iterable[WebhookEndpoint]) -> None:
        super().__init__(data)
        choice: Any = self.fields["endpoint"]
        choice.choices = [ANY, *((one.pk, one.name) for one in endpoints)]
        for name in ("endpoint", "state", "event"):
            self.fields[name].widget.attrs["class"] = "input"

    def asked(self, company_id: int) -> DeliveryQuery:
        """What was understood. Called after `complaints`."""
        given = self.cleaned_data

        def chosen(name: str) -> tuple[Any, ...]:
            return (given[name],) if given.get(name) else ()

        return DeliveryQuery(
            company_id=company_id,
            endpoints=chosen("endpoint"),
            states=chosen("state"),
            events=chosen("event"),
            since=given.get("since"),
            until=given.get("until"),
        )

    @property
    def narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields if name != "before")
