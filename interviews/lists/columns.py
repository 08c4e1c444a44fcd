"""Which columns of a list somebody sees, and by which it is ordered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from candidates.models import Membership
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.services.preferences import remember_columns
from interviews.forms.filters import AddressForm
from interviews.lists.tables import ALWAYS, INTERVIEWS, PEOPLE, Table


@dataclass(frozen=True, slots=True)
class Column:
    """`order` is `ascending`, `descending` or empty, `turned` the address that orders by it, or the other way."""

    name: str
    label: str | Promise
    order: str = ""
    turned: str = ""


def columns_of(table: Table, form: AddressForm, membership: Membership) -> list[str]:
    """Those in the address, else those chosen last, else the usual ones; in one order. The name is always there."""
    remembered = membership.list_columns.get(table.page)
    wanted = form.cleaned_data.get("cols") or remembered or table.usual
    return [name for name, _label in table.columns if name in wanted or name == ALWAYS]


def headed(table: Table, names: Sequence[str], given: QueryDict, sort: str) -> list[Column]:
    labels = dict(table.columns)
    return [Column(name, labels[name], *ordered_by(table, name, given, sort)) for name in names]


def ordered_by(table: Table, name: str, given: QueryDict, sort: str) -> tuple[str, str]:
    column = table.sorted_by.get(name)
    if column is None:
        return "", ""
    asked = given.copy()
    asked.pop("cursor", None)
    asked["sort"] = f"-{column}" if sort == column else column
    order = {column: "ascending", f"-{column}": "descending"}.get(sort, "")
    return order, f"?{asked.urlencode()}"


class ColumnsForm(forms.Form):
    """`query` is the address of the list that is gone back to."""

    cols = forms.MultipleChoiceField(required=False)
    query = forms.CharField(required=False, max_length=2000)

    def __init__(self, data: QueryDict, table: Table) -> None:
        super().__init__(data)
        offered = self.fields["cols"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = list(table.columns)


def chosen_for(request: MemberRequest, table: Table) -> HttpResponse:
    """None at all, or one that nobody knows, means the usual ones again."""
    form = ColumnsForm(request.POST, table)
    form.is_valid()
    names = form.cleaned_data.get("cols") or list(table.usual)
    remember_columns(membership=request.membership, page=table.page, columns=names)
    back = QueryDict(form.cleaned_data.get("query", ""), mutable=True)
    back.pop("cursor", None)
    back.setlist("cols", names)
    return redirect(f"{reverse(table.page)}?{back.urlencode()}")


@require_POST
@member_page
def of_interviews(request: MemberRequest) -> HttpResponse:
    return chosen_for(request, INTERVIEWS)


@require_POST
@member_page
def of_candidates(request: MemberRequest) -> HttpResponse:
    return chosen_for(request, PEOPLE)
