"""What a person fills in to have the panel of an interview changed: who of the vendor's people, and which guests."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.choosing import RecordsField, is_number
from connectors.forms.create import PEOPLE_SHOWN, people_called
from interviews.models import AtsUser, Interview, Interviewer

LONGEST_LIST = 1000


class PanelForm(forms.Form):
    """`people` are users of the account, `guests` those on the panel whom the vendor knows by address alone. `shown`
    is how many of the others are offered, of whom `find` is part of the name or address.
    """

    people = RecordsField(AtsUser.objects.none(), required=False)
    guests = forms.MultipleChoiceField(required=False)
    find = forms.CharField(
        label=_("Search people"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "type": "search"}),
    )
    shown = forms.IntegerField(min_value=1, max_value=LONGEST_LIST, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(interview.interviewers.all())
        own = AtsUser.objects.filter(account=interview.account_id, deleted_at=None)
        self.everybody: QuerySet[AtsUser] = own.exclude(active=False) | own.filter(
            pk__in=[seat.user_id for seat in self.seats if seat.user_id]
        )
        people: Any = self.fields["people"]
        people.queryset = self.everybody.select_related("identity").order_by("name", "pk")
        guests: Any = self.fields["guests"]
        guests.choices = [(address, address) for address in self.addresses]

    @property
    def addresses(self) -> list[str]:
        return [seat.email for seat in self.seats if seat.user_id is None and seat.email]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "people" in cleaned and not cleaned["people"] and not cleaned.get("guests"):
            raise forms.ValidationError(gettext("Choose at least one person."))
        return cleaned

    @staticmethod
    def of(seats: Iterable[Interviewer], leaving: str) -> dict[str, Any]:
        """The panel as it is now, without the seat of that key, who is to be replaced."""
        staying = [seat for seat in seats if str(seat.pk) != leaving]
        return {
            "people": [str(seat.user_id) for seat in staying if seat.user_id],
            "guests": [seat.email for seat in staying if seat.user_id is None and seat.email],
        }

    def chosen(self, name: str) -> list[str]:
        """As it was sent, or else as it is at first."""
        if self.is_bound:
            sent: Any = self.data
            return [one for one in sent.getlist(name) if name == "guests" or is_number(one)]
        return list(self.initial.get(name, ()))

    def number(self) -> int:
        """How many others are offered."""
        sent = str(self.data.get("shown") or "") if self.is_bound else ""
        return min(int(sent), LONGEST_LIST) if sent.isdecimal() and len(sent) < 5 else PEOPLE_SHOWN

    def others(self) -> QuerySet[AtsUser]:
        """Neither chosen nor on the panel, and of that name."""
        here = {*self.chosen("people"), *(str(one.user_id) for one in self.seats if one.user_id)}
        sought = str(self.data.get("find") or "") if self.is_bound else ""
        return people_called(self.everybody.exclude(pk__in=here), sought)

    def values(self) -> list[dict[str, str]]:
        """The seats as the wish keeps them."""
        given = self.cleaned_data
        return [
            *(
                {"user_remote_id": str(one.remote_id or ""), "email": one.email or ""}
                for one in given["people"]
            ),
            *({"user_remote_id": "", "email": address} for address in given["guests"]),
        ]
