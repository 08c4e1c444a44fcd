"""Which changes are steps that reports count, and from which of them on they are not read yet."""

from datetime import datetime

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from candidates.models import Change
from interviews.models import StepsRead

MATTER = Q(subject="interview", fields__has_any_keys=["begins_at", "status", "deleted_reason"]) | Q(
    subject="candidate", fields__has_key="status"
)


def steps_in(company_id: int) -> QuerySet[Change]:
    """The oldest first."""
    rows = Change.objects.filter(MATTER, company=company_id).exclude(kind=Change.Kind.ADDED)
    return rows.order_by("pk")


def unread_since(company_id: int) -> datetime | None:
    """When the first step happened that the worker has not read yet; None where it has read all. One statement."""
    place = StepsRead.objects.filter(company=company_id).values("change_id")
    unread = steps_in(company_id).filter(pk__gt=Coalesce(Subquery(place), 0))
    found: datetime | None = unread.values_list("at", flat=True).first()
    return found
