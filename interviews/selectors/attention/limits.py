"""From when on a company's rules fire."""

from datetime import date

from candidates.models import Company
from candidates.times import zone_or_utc
from interviews.attention.thresholds import NAMES, Thresholds
from interviews.models import AttentionSettings


def settings_of(company: Company) -> AttentionSettings:
    """Its own numbers, else the usual ones, not saved yet. One statement."""
    own = AttentionSettings.objects.filter(company=company).first()
    return own or AttentionSettings(company=company)


def thresholds_of(company: Company) -> Thresholds:
    """As the rules take them. One statement."""
    own = settings_of(company)
    values = {name: getattr(own, name) for name in NAMES}
    values["workdays"] = tuple(own.workdays)
    values["holidays"] = tuple(date.fromisoformat(day) for day in own.holidays)
    return Thresholds(zone=zone_or_utc(company.time_zone), **values)
