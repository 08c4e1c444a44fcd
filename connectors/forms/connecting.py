"""What an account at a vendor is connected with: its name, where it is, its credentials, its options."""

from itertools import product
from typing import Any

from django import forms
from django.forms.widgets import Input
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from connectors.auth import AnyOf, Auth
from connectors.base import Connector, Option
from connectors.models import IntegratedAccount
from connectors.plain_names import setting_name

CREDENTIAL, OPTION = "credential-", "option-"
PUBLIC = frozenset(("client_id", "company", "email", "login", "username"))


def ways_of(auth: Auth) -> tuple[Auth, ...]:
    return auth.ways if isinstance(auth, AnyOf) else (auth,)


def credential_sets(connector: Connector) -> list[tuple[str, ...]]:
    """Names of credentials that go together; more than one set where an option or the vendor leaves a choice."""
    choosing = [option for option in connector.options if option.choices]
    names = [option.name for option in choosing]
    sets: dict[tuple[str, ...], None] = {}
    for chosen in product(*(option.choices for option in choosing)):
        for way in ways_of(connector.profile(dict(zip(names, chosen, strict=True))).auth):
            sets[way.required] = None
    return list(sets)


def credential_names(connector: Connector) -> list[str]:
    names = [name for together in credential_sets(connector) for name in together]
    if connector.webhook and connector.webhook.signature:
        names.append(connector.webhook.signature.secret)
    return list(dict.fromkeys(names))


def box_for(credential: str) -> type[Input]:
    """Names of people and companies are typed in sight; whatever else opens a door is not."""
    return forms.TextInput if credential in PUBLIC else forms.PasswordInput


class ConnectForm(forms.Form):
    """For an account that there is, empty credentials are those that are stored, which are never shown."""

    name = forms.CharField(label=_("Name of the connection"), max_length=200)
    base_url = forms.CharField(label=_("Address"), required=False, max_length=500)
    twice = forms.BooleanField(
        label=_("Connect it a second time all the same"), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, connector: Connector, account: IntegratedAccount | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.connector, self.account = connector, account
        self.fields["name"].initial = account.name if account else connector.label
        self.fields["name"].disabled = account is not None
        base_url = self.fields["base_url"]
        base_url.initial = account.base_url if account else ""
        base_url.required = not connector.base_url
        base_url.widget.attrs["placeholder"] = connector.base_url or "https://…"
        for name in credential_names(connector):
            self.fields[CREDENTIAL + name] = forms.CharField(
                label=setting_name(name),
                required=False,
                widget=box_for(name)(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )
        for option in connector.options:
            self.fields[OPTION + option.name] = self.field_of(option)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def ask_twice(self, name: str) -> None:
        """Say that the connection of this name reads the same already, and offer to go on."""
        self.fields["twice"].widget = forms.CheckboxInput()
        self.add_error(
            "twice",
            gettext(
                "%(name)s reads the same system with the same credentials already. All of it would be here "
                "twice, and everybody needed in two places at once."
            )
            % {"name": name},
        )

    def field_of(self, option: Option) -> forms.Field:
        kept = (self.account.options if self.account else {}).get(option.name, option.default)
        if option.choices:
            return forms.ChoiceField(
                label=setting_name(option.name),
                help_text=gettext(option.help),
                required=option.required,
                choices=[(choice, choice) for choice in option.choices],
                initial=kept,
            )
        return forms.CharField(
            label=setting_name(option.name),
            help_text=gettext(option.help),
            required=option.required,
            initial=kept,
            max_length=500,
        )

    def given(self, prefix: str) -> dict[str, str]:
        """What was filled in of the credentials or the options, by the vendor's names."""
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }

    def named(self, prefix: str) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(prefix)]

    @property
    def ways(self) -> list[list[forms.BoundField]]:
        """The credentials that go together, once for each way to sign in."""
        return [
            [self[CREDENTIAL + name] for name in together]
            for together in credential_sets(self.connector)
        ]

    @property
    def other_credentials(self) -> list[forms.BoundField]:
        signing_in = {field.name for way in self.ways for field in way}
        return [field for field in self.named(CREDENTIAL) if field.name not in signing_in]

    @property
    def choices(self) -> list[forms.BoundField]:
        """The options that say what the rest of the form is about."""
        return [self[OPTION + option.name] for option in self.connector.options if option.choices]

    @property
    def other_options(self) -> list[forms.BoundField]:
        return [
            self[OPTION + option.name] for option in self.connector.options if not option.choices
        ]

    @property
    def other_options_matter(self) -> bool:
        return any(
            field.errors or field.value() or field.field.required for field in self.other_options
        )
