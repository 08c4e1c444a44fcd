"""What a person fills in to have an interview moved or made. Times are read in the reader's zone."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.forms import ClockField
from candidates.times import NoSuchHour, moment_of
from connectors.models import IntegratedAccount
from interviews.models import Application, AtsUser, Interview, Slot

INPUT = "%Y-%m-%dT%H:%M"
LONGEST_MINUTES = 24 * 60


class TimeForm(forms.Form):
    """A start on the reader's clock and a length; `key` names the wish."""

    start = ClockField(
        label=_("Start"),
        input_formats=[INPUT],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "input"}, format=INPUT
        ),
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=5,
        max_value=LONGEST_MINUTES,
        widget=forms.NumberInput(attrs={"class": "input"}),
    )
    location = forms.CharField(label=_("Place"), required=False, max_length=500)
    meeting_url = forms.URLField(
        label=_("Meeting link"), required=False, max_length=2000, assume_scheme="https"
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        for name in ("location", "meeting_url"):
            self.fields[name].widget.attrs["class"] = "input"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, minutes = cleaned.get("start"), cleaned.get("minutes")
        if start and minutes:
            try:
                cleaned["start_at"] = moment_of(start, self.zone)
            except NoSuchHour as error:
                self.add_error("start", str(error))
            else:
                cleaned["end_at"] = cleaned["start_at"] + timedelta(minutes=minutes)
        return cleaned

    def values(self) -> dict[str, Any]:
        """As the wish keeps them; what was left empty is not wanted."""
        given = self.cleaned_data
        wanted: dict[str, Any] = {
            "start_at": given["start_at"].isoformat(),
            "end_at": given["end_at"].isoformat(),
            "location": given["location"] or None,
            "meeting_url": given["meeting_url"] or None,
        }
        return {name: value for name, value in wanted.items() if value is not None}


class RescheduleForm(TimeForm):
    @staticmethod
    def of(interview: Interview, zone: tzinfo) -> dict[str, Any]:
        """The interview as it is now."""
        start, end = interview.start_at, interview.end_at
        return {
            "start": start.astimezone(zone).replace(tzinfo=None) if start else None,
            "minutes": minutes_between(start, end),
            "location": interview.location,
            "meeting_url": interview.meeting_url,
        }


def minutes_between(start: datetime | None, end: datetime | None) -> int:
    return int((end - start).total_seconds() // 60) if start and end else 60


class CreateForm(TimeForm):
    """`application`, `slot` and `people` offer what the account has; the step must be of the application's job."""

    application = forms.ModelChoiceField(Application.objects.none(), label=_("Candidate"))
    slot = forms.ModelChoiceField(Slot.objects.none(), label=_("Step of the plan"))
    people = forms.ModelMultipleChoiceField(AtsUser.objects.none(), label=_("Panel"))

    def __init__(self, *args: Any, account: IntegratedAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {"account": account, "deleted_at": None}
        applications = Application.objects.select_related("candidate", "job").filter(
            **own, status="active", candidate__isnull=False, candidate__deleted_at=None
        )
        choice: Any = self.fields["application"]
        choice.queryset = applications.order_by("candidate__name", "pk")
        choice.label_from_instance = application_label
        choice = self.fields["slot"]
        choice.queryset = (
            Slot.objects.select_related("job").filter(**own).order_by("job__name", "name")
        )
        choice.label_from_instance = slot_label
        choice = self.fields["people"]
        choice.queryset = AtsUser.objects.filter(**own).exclude(active=False).order_by("name")
        choice.widget.attrs["size"] = 8
        for name in ("application", "slot", "people"):
            self.fields[name].widget.attrs["class"] = "input"

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
        """What comes before the time."""
        return [self[name] for name in ("application", "slot", "people")]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return super().values() | {
            "application_remote_id": given["application"].remote_id,
            "slot_remote_id": given["slot"].remote_id,
            "seats": [
                {"user_remote_id": one.remote_id, "email": one.email or ""}
                for one in given["people"]
            ],
        }


def application_label(one: Application) -> str:
    return f"{one.candidate} · {one.job or '?'}"


def slot_label(one: Slot) -> str:
    return f"{one.job or '?'} · {one.name or '?'}"
