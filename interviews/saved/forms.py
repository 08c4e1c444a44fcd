"""The name of a view, and whom it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.models import Company
from interviews.forms.base import PageForm
from interviews.models import SavedView
from interviews.saved.meaning import complaints_about, filters_in

LONGEST_QUERY = 2000


class ViewForm(PageForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    shared = forms.BooleanField(label=_("Share it with the team"), required=False)


class NewViewForm(ViewForm):
    """`query` is the address of the list, whose own filters judge it."""

    pinned = forms.BooleanField(label=_("Show it in the navigation"), required=False)
    page = forms.ChoiceField(choices=SavedView.Page, widget=forms.HiddenInput)
    query = forms.CharField(
        required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput, label=_("Filters")
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company

    def clean_query(self) -> str:
        return filters_in(self.cleaned_data["query"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for said in complaints_about(cleaned["page"], cleaned["query"], self.company):
                self.add_error(None, said)
        return cleaned
