"""What somebody writes of hours of work."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from candidates.workweek import OFFICE, Kept, kept_hours, read_hours


class HoursForm(forms.Form):
    """From when until when, for each weekday; a day without hours is a day off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, edge in ((day, edge) for day in range(7) for edge in ("from", "until")):
            said = _("from") if edge == "from" else _("until")
            hour = forms.TimeField(
                label=said,
                required=False,
                widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"}),
            )
            hour.widget.attrs["aria-label"] = f"{WEEKDAYS[day]} {said}"
            self.fields[f"{edge}_{day}"] = hour

    @property
    def days(self) -> list[tuple[Any, Any, Any]]:
        return [(WEEKDAYS[day], self[f"from_{day}"], self[f"until_{day}"]) for day in range(7)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for day in range(7):
            first, last = cleaned.get(f"from_{day}"), cleaned.get(f"until_{day}")
            if (first is None) != (last is None) or (first and last and first >= last):
                self.add_error(
                    f"until_{day}", _("Give both, the end after the beginning, or neither.")
                )
        return cleaned

    def hours(self) -> Kept | None:
        """As they are kept."""
        given = self.cleaned_data
        edges = ((given[f"from_{day}"], given[f"until_{day}"]) for day in range(7))
        return kept_hours((first, last) if first and last else None for first, last in edges)

    @staticmethod
    def hours_of(kept: Kept | None) -> dict[str, Any]:
        """What the fields show at first."""
        initial: dict[str, Any] = {}
        for day, span in enumerate(read_hours(kept) or OFFICE):
            initial[f"from_{day}"], initial[f"until_{day}"] = span or (None, None)
        return initial
