"""How long an interview waits for its first time."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.templatetags.hub import number
from interviews.models import Interview, Step
from interviews.reports.asked import Asked, in_range, within
from interviews.reports.figures.ahead import over_time, spans, time_table
from interviews.reports.figures.followed import followed_since, followed_until, steps
from interviews.reports.figures.seats import account_name
from interviews.reports.shapes import Found


def time_to_schedule(asked: Asked) -> Found:
    """Five statements."""
    rows = steps(asked, Step.Kind.SCHEDULED).filter(took__isnull=False)
    found, (total, middle, late) = spans(rows, "at", asked)
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
    rows = Interview.objects.filter(
        within(asked), ~Exists(waited), deleted_at=None, begins_at__isnull=False
    )
    made = rows.filter(in_range("vendor_created_at", asked), account__in=list(asked.accounts))
    begun = rows.filter(in_range("begins_at", asked), vendor_created_at=None)
    counted: Counter[int | None] = Counter()
    for some in (made, begun):
        counted.update(dict(some.order_by().values_list("account").annotate(n=Count("pk"))))
    return [
        ngettext(
            "%(name)s: %(n)s interview had a time when it was first seen and is left out.",
            "%(name)s: %(n)s interviews had a time when they were first seen and are left out.",
            counted[pk],
        )
        % {"name": account_name(asked, pk), "n": number(counted[pk])}
        for pk in (*asked.accounts, None)
        if counted[pk]
    ]
