"""What somebody chooses for a calendar feed."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.models import Membership
from interviews.forms.base import PageForm
from interviews.models import SavedView
from interviews.saved.meaning import complaints_about, filters_in
from interviews.selectors.feeds import identity_of, project_of
from interviews.selectors.saved import view_of
from interviews.statuses import FeedDetails, FeedSource

LONGEST_QUERY = 1000
NOT_FILTERS = ("sort", "undated", "deleted", "size", "cols")


class FeedForm(PageForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    source = forms.ChoiceField(
        label=_("Which interviews"), choices=FeedSource, widget=forms.RadioSelect
    )
    person = forms.IntegerField(label=_("Interviewer"), required=False, min_value=1)
    project = forms.IntegerField(label=_("Project"), required=False, min_value=1)
    saved = forms.IntegerField(label=_("Saved view"), required=False, min_value=1)
    query = forms.CharField(
        label=_("Address of the list"),
        help_text=_("Set the filters on the page of interviews and copy what the browser shows."),
        required=False,
        max_length=1200,
    )
    details = forms.ChoiceField(
        label=_("How much it tells"), choices=FeedDetails, widget=forms.RadioSelect
    )

    def __init__(self, data: Any, *, membership: Membership, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.membership = membership
        for name in ("source", "details"):
            self.fields[name].widget.attrs.pop("class", None)

    def clean(self) -> dict[str, Any]:
        """`identity`, `project` and `view` become records, `query` a query string without its order."""
        given = super().clean() or {}
        company, user = self.membership.company_id, self.membership.user_id
        source, query = given.get("source"), given.get("query") or ""
        given["identity"], project = None, given.pop("project", None)
        given["project"], given["query"] = None, ""
        if source == FeedSource.INTERVIEWER:
            given["identity"] = identity_of(company, given.get("person"))
            if given["identity"] is None:
                self.add_error("person", gettext("Choose an interviewer."))
        if source == FeedSource.PROJECT:
            given["project"] = project_of(company, self.membership.role, user, project)
            if given["project"] is None:
                self.add_error("project", gettext("Choose a project that you have a part in."))
        chosen, given["view"] = given.pop("saved", None), None
        if source == FeedSource.VIEW and chosen:
            given["view"] = self.view_called(chosen)
        elif source == FeedSource.VIEW:
            given["query"] = self.understood(query)
        return given

    def view_called(self, pk: int) -> SavedView | None:
        view = view_of(self.membership, pk)
        if view is None or view.page != SavedView.Page.INTERVIEWS:
            self.add_error("saved", gettext("Choose a view of the list of interviews."))
            return None
        return view

    def understood(self, text: str) -> str:
        """The filters of a list, from its address or from its query string alone."""
        parts = urlsplit(text.strip())
        path, query = parts.path, parts.query
        if not query and "=" in path and "/" not in path:
            path, query = "", path
        if path not in ("", "/interviews/"):
            self.add_error(
                "query",
                gettext("This is no list of interviews: its address has /interviews/ in it."),
            )
            return ""
        asked = QueryDict(filters_in(query), mutable=True)
        for name in NOT_FILTERS:
            asked.pop(name, None)
        if len(asked.urlencode()) > LONGEST_QUERY:
            self.add_error("query", gettext("These are more filters than a feed can keep."))
        page, company = SavedView.Page.INTERVIEWS, self.membership.company
        for complaint in complaints_about(page, asked.urlencode(), company):
            self.add_error("query", complaint)
        return asked.urlencode()
