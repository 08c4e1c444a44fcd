"""What was done, by whom and from where, over all records."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from candidates.models import Change
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.teams import colleagues, read_by
from interviews.forms.filters import AddressForm
from interviews.selectors import choices
from interviews.selectors.activity import SUBJECTS, ActivityQuery, activity


class ActivityForm(AddressForm):
    source = forms.MultipleChoiceField(
        label=_("From where"), required=False, choices=Change.Source.choices
    )
    kind = forms.MultipleChoiceField(label=_("What"), required=False, choices=Change.Kind.choices)
    record = forms.MultipleChoiceField(label=_("Record"), required=False, choices=SUBJECTS)
    account = forms.TypedMultipleChoiceField(label=_("Connection"), required=False, coerce=int)
    who = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    before = forms.IntegerField(label=_("Before"), required=False, min_value=1)

    def __init__(
        self,
        data: QueryDict,
        *,
        accounts: Iterable[tuple[int, str]],
        people: Iterable[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        offered: dict[str, list[tuple[Any, Any]]] = {
            "account": list(accounts),
            "who": [("", _("Everybody and everything")), *people],
        }
        for name, valid in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = valid
        self.fields["who"].widget.attrs["class"] = "input"


@require_safe
@member_page
def activity_page(request: MemberRequest) -> HttpResponse:
    people = [
        (one.pk, one.get_full_name() or one.get_username())
        for one in colleagues(request.company.pk)
    ]
    form = ActivityForm(request.GET, accounts=choices.accounts(request.company), people=people)
    complaints = form.complaints()
    asked = form.cleaned_data
    shown = activity(
        ActivityQuery(
            company_id=request.company.pk,
            among=read_by(request.membership),
            sources=tuple(asked.get("source", ())),
            kinds=tuple(asked.get("kind", ())),
            subjects=tuple(asked.get("record", ())),
            account_ids=tuple(asked.get("account", ())),
            actor_id=asked.get("who"),
            before=asked.get("before"),
        )
    )
    older = request.GET.copy()
    older["before"] = str(shown.older)
    context = {
        "form": form,
        "complaints": complaints,
        "activity": shown,
        "older": older.urlencode() if shown.older else "",
        "narrowed": any(asked.get(name) for name in form.fields if name != "before"),
    }
    return render(request, "interviews/activity.html", context)
