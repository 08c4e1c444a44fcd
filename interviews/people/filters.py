"""What may stand in the address of the candidates."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from candidates.statuses import CandidateStatus
from interviews.forms import AddressForm, rows_on_a_page
from interviews.lists.tables import PEOPLE
from interviews.selectors.people import NONE

STATUSES = [*CandidateStatus.choices, (NONE, _("No status"))]
ORDERS = [
    ("-updated_at", _("Last changed first")),
    ("updated_at", _("Last changed last")),
    ("deadline", _("Deadline, soonest first")),
    ("-deadline", _("Deadline, latest first")),
    ("name", _("Name, A to Z")),
    ("-name", _("Name, Z to A")),
]
VIEWS = [("table", _("Table")), ("board", _("Board"))]


class PeopleForm(AddressForm):
    """The filters of the candidates; `account` and `project` hold ids of the company's.

    `column` and `page` are for the board: the column that is leafed through, and how far.
    """

    q = forms.CharField(label=_("Search"), required=False, max_length=200, strip=True)
    status = forms.MultipleChoiceField(label=_("Status"), required=False, choices=STATUSES)
    project = forms.TypedMultipleChoiceField(label=_("Project"), required=False, coerce=int)
    account = forms.TypedMultipleChoiceField(label=_("Connection"), required=False, coerce=int)
    deleted = forms.BooleanField(label=_("Deleted ones too"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    size = rows_on_a_page()
    cols = forms.MultipleChoiceField(label=_("Columns"), required=False, choices=PEOPLE.columns)
    view = forms.ChoiceField(label=_("View"), required=False, choices=VIEWS)
    column = forms.ChoiceField(label=_("Column"), required=False, choices=STATUSES)
    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=100_000)

    def __init__(
        self,
        data: QueryDict,
        *,
        accounts: Iterable[tuple[int, str]],
        projects: Iterable[tuple[int, str]] = (),
    ) -> None:
        super().__init__(data)
        for name, offered in (("account", accounts), ("project", projects)):
            choices = self.fields[name]
            assert isinstance(choices, forms.TypedMultipleChoiceField)
            choices.choices = list(offered)
        for name in ("q", "sort"):
            self.fields[name].widget.attrs["class"] = "input"

    @property
    def narrowed(self) -> bool:
        filters = ("q", "status", "project", "account", "deleted")
        return any(self.cleaned_data.get(name) for name in filters)
