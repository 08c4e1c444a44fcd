"""How long an interview waits for its first time."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.templatetags.hub import number
from interviews.models import Interview, Step
from interviews.reports.asked import Asked, in_range, within
from interviews.reports.figures.ahead import by_period, over_time, time_table, whole
from interviews.reports.figures.followed import followed_since, followed_until, steps
from interviews.reports.figures.seats import account_name
from interviews.reports.shapes import Found


def time_to_schedule(asked: Asked) -> Found:
    """Five statements."""
    rows = steps(asked, Step.Kind.SCHEDULED).filter(took__isnull=False)
    found = by_period(rows, "at", asked)
    total, middle, late = whole(rows)
    return Found(
        total=total,
        headline=[
            (_("median"), middle),
            (_("nine of ten within"), late),
            (_("interviews"), total),
        ],
        chart=over_time(found, asked),
        tables=[time_table("periods", _("Until an interview had a time"), found, asked)],
        left_out=came_with_a_time(asked),
        since=followed_since(asked),
        until=followed_until(asked),
    )


def came_with_a_time(asked: Asked) -> list[str]:
    """When those got it nobody tells. Without a moment of creation it is those that begin in the range."""
    waited = Step.objects.filter(kind=Step.Kind.SCHEDULED, interview=OuterRef("pk"))
    made = in_range("vendor_created_at", asked)
    begun = Q(vendor_created_at=None) & in_range("begins_at", asked)
    rows = Interview.objects.filter(
        within(asked), made | begun, ~Exists(waited), deleted_at=None, begins_at__isnull=False
    )
    counted = rows.order_by().values_list("account").annotate(n=Count("pk"))
    return [
        ngettext(
            "%(name)s: %(n)s interview had a time when it was first seen and is left out.",
            "%(name)s: %(n)s interviews had a time when they were first seen and are left out.",
            n,
        )
        % {"name": account_name(asked, pk), "n": number(n)}
        for pk, n in counted.order_by("account__name")
    ]
