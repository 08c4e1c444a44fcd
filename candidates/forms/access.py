"""Forms about who may come in: sign in, invite a colleague, give them a role, choose a password."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.throttling import BaseThrottle

from candidates.choosing import RecordsField
from candidates.models import Project
from candidates.services.colleagues import Newcomer
from candidates.services.login_throttling import TooManyGuesses, count_guess, was_right
from candidates.services.tokens import LONGEST_DAYS
from candidates.statuses import Role
from candidates.times import duration

MOST_FROM_THERE = 10
MOST_FROM_ANYWHERE = 100
PART_CHOICES = [
    ("interview_manager", _("interview manager")),
    ("evaluator", _("evaluator")),
    ("reviewer", _("reviewer")),
]


def roles_to_give(role: str) -> list[tuple[str, Any]]:
    """Only owners make owners."""
    owners = role == Role.ACCOUNT_OWNER
    return [one for one in Role.choices if owners or one[0] != Role.ACCOUNT_OWNER]


class CountedSignIn:
    """Wrong passwords are counted: for a name from one place, for a name, for a place. Beside Django's own form."""

    request: Any
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        name = str(self.cleaned_data.get("username", "")).lower()
        origin = BaseThrottle().get_ident(self.request) or ""
        counted = {
            f"page {name} from {origin}": MOST_FROM_THERE,
            f"page {name}": MOST_FROM_ANYWHERE,
            f"page from {origin}": MOST_FROM_ANYWHERE,
        }
        try:
            for about, most in counted.items():
                count_guess(about, most=most, now=timezone.now())
        except TooManyGuesses as many:
            raise ValidationError(
                _("Too many wrong passwords. Try again in %(wait)s."),
                params={"wait": duration(many.wait)},
            ) from None
        given: dict[str, Any] = super().clean()  # type: ignore[misc]
        for about in counted:
            was_right(about)
        return given


class AdminSignInForm(CountedSignIn, AdminAuthenticationForm):
    """The door of the admin site."""


class SignInForm(CountedSignIn, AuthenticationForm):
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


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=150)
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), initial=Role.RECRUITER)
    projects = RecordsField(
        label=_("Projects"),
        queryset=Project.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.ChoiceField(label=_("Part in these projects"), choices=PART_CHOICES)

    def __init__(self, *args: Any, company_id: int, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        choice, projects = self.fields["role"], self.fields["projects"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(projects, forms.ModelMultipleChoiceField)
        choice.choices = roles_to_give(role)
        own = Project.objects.filter(company=company_id, deleted_at=None)
        projects.queryset = own.order_by("name", "pk")
        for name in ("email", "first_name", "last_name", "role", "part"):
            self.fields[name].widget.attrs["class"] = "input"
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    @property
    def newcomer(self) -> Newcomer:
        given = dict(self.cleaned_data)
        return Newcomer(**given | {"projects": list(given["projects"])})


class ForgottenForm(forms.Form):
    name = forms.CharField(label=_("User name or e-mail address"), max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        attrs = {"class": "input", "autocomplete": "username", "autocapitalize": "none"}
        self.fields["name"].widget.attrs |= attrs


class TokenForm(forms.Form):
    """A token of one's own."""

    name = forms.CharField(label=_("What it is for"), max_length=200)
    days = forms.IntegerField(
        label=_("Days it lives"), initial=LONGEST_DAYS, min_value=1, max_value=LONGEST_DAYS
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"


class NewPasswordForm(PasswordChangeForm):
    """Somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_ours(self)


def as_ours(form: Any) -> None:
    """Django's own rules, with the look and the words of our pages."""
    form.label_suffix = ""
    first, again = form.fields["new_password1"], form.fields["new_password2"]
    first.label, again.label = _("Choose a password"), _("The same again")
    first.help_text = _("At least 12 characters; not your name, not one that everybody uses.")
    again.help_text = ""
    for field in form.fields.values():
        field.widget.attrs["class"] = "input"
        field.widget.attrs.pop("autofocus", None)


class ChoosePasswordForm(SetPasswordForm):
    """Somebody who has the address of a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_ours(self)
