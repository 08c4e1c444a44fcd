"""What a person fills in to have an interview made: who, which step of the plan, which panel, when and where."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.choosing import RecordsField, is_number
from connectors.base import Write
from connectors.forms.writes import TimeForm
from connectors.models import IntegratedAccount
from interviews.models import Application, AtsUser, Slot

PEOPLE_SHOWN = 10
STEP = "slot_remote_id"


class CreateForm(TimeForm):
    """Offers what the account has; the step must be of the application's job. Of the people, those who are chosen are
    shown, and the first `shown` of whom `find` is part of the name or address.
    """

    application = forms.ModelChoiceField(
        Application.objects.none(), label=_("Candidate"), empty_label=_("Choose…")
    )
    slot = forms.ModelChoiceField(
        Slot.objects.none(), label=_("Step of the plan"), empty_label=_("Choose…")
    )
    people = RecordsField(
        AtsUser.objects.none(), label=_("Panel"), widget=forms.CheckboxSelectMultiple
    )
    find = forms.CharField(
        label=_("Search people"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "type": "search"}),
    )

    def __init__(
        self,
        *args: Any,
        account: IntegratedAccount,
        write: Write | None,
        shown: int = PEOPLE_SHOWN,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, takes=write.takes if write else (), **kwargs)
        self.account, self.shown, self.more = account, shown, False
        self.offer_applications()
        if write and STEP in write.takes:
            self.offer_steps(required=STEP not in write.optional)
        else:
            del self.fields["slot"]
        self.offer_people()

    def own(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(account=self.account, deleted_at=None)

    def given(self, name: str) -> Any:
        """As it was sent, or else as it is at first."""
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def offer_applications(self) -> None:
        choice: Any = self.fields["application"]
        active = self.own(Application.objects.select_related("candidate", "job")).filter(
            status="active", candidate__isnull=False, candidate__deleted_at=None
        )
        choice.queryset = active.order_by("candidate__name", "pk")
        choice.label_from_instance = application_label
        choice.widget.attrs["class"] = "input"

    def offer_steps(self, *, required: bool) -> None:
        """Those of the job, once it is known whose interview it is."""
        choice: Any = self.fields["slot"]
        steps = self.own(Slot.objects.select_related("job"))
        pk = str(self.given("application") or "")
        chosen = (
            self.own(Application.objects.all()).filter(pk=pk).first() if pk.isdecimal() else None
        )
        if chosen is not None:
            steps = steps.filter(job_remote_id=chosen.job_remote_id)
        choice.queryset = steps.order_by("job__name", "name", "pk")
        choice.label_from_instance = slot_label
        choice.required = required
        choice.widget.attrs["class"] = "input"

    def offer_people(self) -> None:
        choice: Any = self.fields["people"]
        everybody = self.own(AtsUser.objects.all()).exclude(active=False).order_by("name", "pk")
        choice.queryset = everybody
        wanted = [str(pk) for pk in self.chosen() if is_number(str(pk))]
        matching = people_called(everybody.exclude(pk__in=wanted), str(self.given("find") or ""))
        others = list(matching[: self.shown + 1])
        self.more = len(others) > self.shown
        offered = [*everybody.filter(pk__in=wanted), *others[: self.shown]]
        choice.widget.choices = [(one.pk, user_label(one)) for one in offered]

    def chosen(self) -> list[Any]:
        if self.is_bound:
            sent: Any = self.data
            return list(sent.getlist("people"))
        return list(self.initial.get("people", ()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        application, slot = cleaned.get("application"), cleaned.get("slot")
        if application and slot and application.job_remote_id != slot.job_remote_id:
            self.add_error(
                "slot", gettext("This step belongs to another job than the application.")
            )
        return cleaned

    @property
    def asked(self) -> list[forms.BoundField]:
        """What comes before the panel and the time."""
        return [self[name] for name in ("application", "slot") if name in self.fields]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        slot = given.get("slot")
        return super().values() | {
            "application_remote_id": given["application"].remote_id,
            "slot_remote_id": slot.remote_id if slot else None,
            "seats": [
                {"user_remote_id": one.remote_id, "email": one.email or ""}
                for one in given["people"]
            ],
        }


def people_called(people: QuerySet[AtsUser], text: str) -> QuerySet[AtsUser]:
    """Each word is part of the name or the address. PostgreSQL has no NUL in a text."""
    for word in text.replace("\0", "").split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people


def application_label(one: Application) -> str:
    return f"{one.candidate} · {one.job or '?'}"


def slot_label(one: Slot) -> str:
    return f"{one.job or '?'} · {one.name or '?'}"


def user_label(one: AtsUser) -> str:
    return " · ".join(filter(None, (one.name, one.email))) or f"#{one.pk}"
