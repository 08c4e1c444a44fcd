"""What somebody writes about a candidate or a project of the hub's own."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from candidates.forms.fields import known_zone
from candidates.models import Candidate, Company, Project
from interviews.forms.base import PageForm


class CandidateForm(PageForm):
    """A name or an e-mail is the least; `project` is one of the hub's own."""

    first_name = forms.CharField(label=_("First name"), required=False, max_length=300)
    last_name = forms.CharField(label=_("Last name"), required=False, max_length=300)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=320)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=80)
    project_id = forms.TypedChoiceField(
        label=_("Project"), required=False, coerce=int, empty_value=None
    )
    language = forms.ChoiceField(label=_("Language of mails"), required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64, validators=[known_zone]
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=1000)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = Project.objects.filter(company=company, account=None, deleted_at=None)
        named = [(one.pk, str(one)) for one in projects.order_by("name", "pk")]
        self.choose("project_id", [("", pgettext_lazy("a project", "none")), *named])
        self.choose("language", [("", _("As the project")), *settings.LANGUAGES])

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(
            cleaned.get(name) for name in ("first_name", "last_name", "email")
        ):
            self.add_error("last_name", _("Write a name or an e-mail address."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    @staticmethod
    def of(candidate: Candidate) -> dict[str, Any]:
        names = (name for name in CandidateForm.base_fields if name != "seen")
        return {name: getattr(candidate, name) for name in names} | {"seen": candidate.version}
