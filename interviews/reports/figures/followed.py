"""Steps that the hub has seen happen, and since when it looks."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from candidates.models import Change
from candidates.times import dated_day
from interviews.models import Step
from interviews.reports.asked import Asked, in_range, within
from interviews.selectors.steps import unread_since


def steps(asked: Asked, *kinds: str) -> QuerySet[Step]:
    """Those of interviews, or those of candidates, in the range."""
    candidate = "candidate__" if kinds == (Step.Kind.LEFT,) else "interview__candidate__"
    rows: QuerySet[Step] = Step.objects.filter(
        within(asked, candidate=candidate), in_range("at", asked), kind__in=kinds
    )
    return rows.order_by()


def followed_since(asked: Asked) -> str:
    """A sentence where the range begins before the hub saw anything."""
    changes = Change.objects.filter(company=asked.company_id).order_by("pk")
    first = changes.values_list("at", flat=True).first()
    if first is None or first <= asked.start:
        return ""
    day = dated_day(first.astimezone(asked.zone).date())
    return _("The hub follows changes since %(day)s: what happened before is not counted.") % {
        "day": day
    }


def followed_until(asked: Asked) -> datetime | None:
    """Where the worker has read less than what was asked for: the moment that all before is counted of."""
    unread = unread_since(asked.company_id)
    return unread if unread is not None and unread < asked.end else None
