"""From when on a company's rules fire."""

from datetime import date

from candidates.models import Company
from candidates.times import zone_or_utc
from interviews.attention.thresholds import NAMES, Thresholds
from interviews.models import AttentionSettings


def thresholds_of(company: Company) -> Thresholds:
    """Its own numbers, else the usual ones. One statement."""
    zone = zone_or_utc(company.time_zone)
    own = AttentionSettings.objects.filter(company=company).first()
    if own is None:
        return Thresholds(zone=zone)
    values = {name: getattr(own, name) for name in NAMES}
    values["workdays"] = tuple(own.workdays)
    values["holidays"] = tuple(date.fromisoformat(day) for day in own.holidays)
    return Thresholds(zone=zone, **values)
