"""What may stand in the address of the candidates."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, User
from candidates.selectors.batches import MADE, batch_of
from candidates.selectors.coordinators import CoordinatedBy
from candidates.selectors.teams import colleagues
from candidates.statuses import CandidateStatus
from interviews.forms.filters import LARGEST_KEY, WHOSE, AddressForm, rows_on_a_page
from interviews.lists.tables import PEOPLE
from interviews.selectors import choices
from interviews.selectors.coordinators import MINE, UNASSIGNED, called
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
BECAME = [(one.value, one.label) for one in MADE]
VIEWS = [("table", _("Table")), ("board", _("Board"))]


class PeopleForm(AddressForm):
    """The filters of the candidates; `account` and `project` hold ids of the company's.

    `column` and `page` are for the board: the column that is leafed through, and how far.
    """

    q = forms.CharField(label=_("Search"), required=False, max_length=200, strip=True)
    status = forms.MultipleChoiceField(label=_("Status"), required=False, choices=STATUSES)
    project = forms.TypedMultipleChoiceField(label=_("Project"), required=False, coerce=int)
    account = forms.TypedMultipleChoiceField(label=_("Connection"), required=False, coerce=int)
    who = forms.ChoiceField(label=_("Coordinator"), required=False)
    imported = forms.IntegerField(
        label=_("Import"), required=False, min_value=1, max_value=LARGEST_KEY
    )
    became = forms.MultipleChoiceField(label=_("By the import"), required=False, choices=BECAME)
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
        company: Company,
    ) -> None:
        super().__init__(data)
        self.company = company
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = self.offered_as_coordinators
        for name, offered in (
            ("account", choices.accounts(company)),
            ("project", choices.projects(company.pk)),
        ):
            several = self.fields[name]
            assert isinstance(several, forms.TypedMultipleChoiceField)
            several.choices = list(offered)
        for name in ("q", "who", "sort"):
            self.fields[name].widget.attrs["class"] = "input"

    def clean_imported(self) -> int | None:
        number: int | None = self.cleaned_data["imported"]
        if number and batch_of(self.company.pk, number) is None:
            raise forms.ValidationError(_("there is no such import, or it is forgotten by now"))
        return number

    def clean_became(self) -> list[str]:
        """Says nothing without an import."""
        words: list[str] = self.cleaned_data["became"]
        return words if self.cleaned_data.get("imported") else []

    @cached_property
    def colleagues(self) -> Mapping[int, str]:
        """Their names, by name. One statement."""
        people = colleagues(self.company.pk).order_by("first_name", "username")
        return {one.pk: called(one) for one in people}

    def offered_as_coordinators(self) -> list[tuple[str, Any]]:
        names = self.colleagues.items()
        return [("", _("Everyone")), *WHOSE, *((str(pk), name) for pk, name in names)]

    def coordinated_by(self, reader: User) -> CoordinatedBy | None:
        who = self.cleaned_data.get("who")
        if not who:
            return None
        user = None if who == UNASSIGNED else reader.pk if who == MINE else int(who)
        return CoordinatedBy(user, tuple(self.colleagues))

    @property
    def narrowed(self) -> bool:
        return self.unfolded or any(self.cleaned_data.get(name) for name in ("q", "imported"))

    @property
    def unfolded(self) -> bool:
        """Whether one of those filters is on that are folded away."""
        filters = ("status", "project", "account", "who", "deleted")
        return any(self.cleaned_data.get(name) for name in filters)
