"""Forms of an import: the list itself, and what is to be done with it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from candidates.forms.fields import ClockField
from candidates.models import Project


class ImportForm(forms.Form):
    """A list of candidates, as a file or pasted, and the project they are for."""

    file = forms.FileField(label=_("File"), required=False, max_length=1000)
    text = forms.CharField(label=_("Or paste the rows"), required=False, widget=forms.Textarea)
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("A new one")
    )
    new_project = forms.CharField(
        label=_("Name of the new project"), required=False, max_length=300
    )

    def __init__(self, *args: Any, projects: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        project = self.fields["project"]
        assert isinstance(project, forms.ModelChoiceField)
        project.queryset = projects
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("file") and not given.get("text", "").strip():
            self.add_error("file", _("Choose a file, or paste the rows."))
        if not given.get("project") and not given.get("new_project") and "project" in given:
            self.add_error("new_project", _("Choose a project, or name a new one."))
        return given


class ImportOptionsForm(forms.Form):
    """For the candidates who are made; the deadline is on the reader's clock."""

    deadline = ClockField(
        label=_("Deadline"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    advance = forms.BooleanField(label=_("Invite the new ones at once"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
