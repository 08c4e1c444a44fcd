"""What a person fills in to have an interview moved or made. Times are read in the reader's zone."""

from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.forms.fields import ClockField
from candidates.times import NoSuchHour, comes_twice, moment_of, on_clock, zone_word
from interviews.models import Interview

INPUT = "%Y-%m-%dT%H:%M"
LONGEST_MINUTES = 24 * 60
PLACES = ("location", "meeting_url")


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
    fold = forms.ChoiceField(label=_("Which of the two"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, *args: Any, zone: tzinfo, takes: Collection[str] = PLACES, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.twice = False
        choice: Any = self.fields["fold"]
        choice.choices = [("", ""), ("0", ""), ("1", "")]
        choice.widget.attrs["class"] = "select"
        for name in PLACES:
            if name in takes:
                self.fields[name].widget.attrs["class"] = "input"
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, minutes = cleaned.get("start"), cleaned.get("minutes")
        if start and comes_twice(start, self.zone):
            self.offer_both(start)
        if start and minutes:
            try:
                cleaned["start_at"] = self.start_at(start, cleaned.get("fold", ""))
            except NoSuchHour as error:
                self.add_error("start", str(error))
            else:
                cleaned["end_at"] = cleaned["start_at"] + timedelta(minutes=minutes)
        return cleaned

    def start_at(self, start: datetime, fold: str) -> datetime:
        if self.twice and not fold:
            self.add_error(
                "fold", gettext("The clocks are put back then: this hour comes twice. Choose one.")
            )
        return moment_of(start, self.zone, fold=int(fold) if self.twice and fold else 0)

    def offer_both(self, start: datetime) -> None:
        self.twice = True
        both = [moment_of(start, self.zone, fold=fold) for fold in (0, 1)]
        choice: Any = self.fields["fold"]
        choice.choices = [
            ("", "–"),
            *(
                (str(fold), f"{on_clock(start.time())} {zone_word(at, self.zone)}")
                for fold, at in enumerate(both)
            ),
        ]

    def values(self) -> dict[str, Any]:
        """As the wish keeps them; what was left empty is not wanted."""
        given = self.cleaned_data
        wanted: dict[str, Any] = {
            "start_at": given["start_at"].isoformat(),
            "end_at": given["end_at"].isoformat(),
            "location": given.get("location") or None,
            "meeting_url": given.get("meeting_url") or None,
        }
        return {name: value for name, value in wanted.items() if value is not None}


class StartForm(forms.Form):
    """A start on the reader's clock, as the address of the form that moves an interview may give it."""

    start = ClockField(required=False, input_formats=[INPUT])
    fold = forms.ChoiceField(required=False, choices=[("0", "0"), ("1", "1")])


class RescheduleForm(TimeForm):
    @staticmethod
    def of(interview: Interview, zone: tzinfo) -> dict[str, Any]:
        """The interview as it is now, with the time that was proposed last."""
        start = interview.proposed_start_at or interview.start_at
        end = interview.proposed_end_at if interview.proposed_start_at else interview.end_at
        local = start.astimezone(zone) if start else None
        return {
            "start": local.replace(tzinfo=None) if local else None,
            "fold": str(local.fold) if local else "",
            "minutes": minutes_between(start, end),
            "location": interview.location,
            "meeting_url": interview.meeting_url,
        }


def minutes_between(start: datetime | None, end: datetime | None) -> int:
    return int((end - start).total_seconds() // 60) if start and end else 60
