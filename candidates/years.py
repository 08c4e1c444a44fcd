"""Which years a person may write in a form."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

YEARS = range(1900, 2200)


def within_reach(value: datetime) -> None:
    """The first and the last year have moments that other time zones cannot tell."""
    if value.year not in YEARS:
        raise ValidationError(
            _("Write a year from %(first)s to %(last)s."),
            params={"first": YEARS[0], "last": YEARS[-1]},
        )
