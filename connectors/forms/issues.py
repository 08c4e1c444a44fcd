"""What may stand in the address of the list of issues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from connectors.models import IntegratedAccount, Issue
from connectors.plain_names import list_name

ANY = ("", _("Any"))
ALL = "all"
STATES = [*Issue.State.choices, (ALL, _("All"))]


class IssueFilter(forms.Form):
    """Without a state the open ones are meant. A value that makes no sense is said."""

    account = forms.ChoiceField(label=_("Connection"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Issue.Code.choices])
    resource = forms.ChoiceField(label=_("List"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def __init__(
        self, *args: Any, accounts: list[IntegratedAccount], lists: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        shown = [(str(account.uuid), account.name) for account in accounts]
        self.choice("account").choices = [ANY, *shown]
        self.choice("resource").choices = [ANY, *((name, list_name(name)) for name in lists)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def choice(self, name: str) -> Any:
        return self.fields[name]

    @property
    def complaints(self) -> list[str]:
        return [str(error) for errors in self.errors.values() for error in errors]

    @property
    def narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("account", "kind", "resource"))
