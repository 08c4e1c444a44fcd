"""Fields and checks that forms of every room share: moments on a clock, time zones."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.times import zone_called, zone_names
from candidates.years import within_reach


def known_zone(name: str) -> None:
    if zone_called(name) is None:
        raise ValidationError(
            _("There is no time zone “%(name)s”. Write it like Europe/Berlin."),
            params={"name": name},
        )


def zone_choices(none: Any) -> list[tuple[str, Any]]:
    return [("", none), *((name, name.replace("_", " ")) for name in zone_names())]


class ClockField(forms.DateTimeField):
    """What a clock shows, in no zone yet: `candidates.times.moment_of` makes a moment of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, validators=[within_reach])

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            read: datetime | None = super().to_python(value)
        return read.replace(tzinfo=None) if read else None
