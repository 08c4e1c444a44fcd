"""What candidates do after a reminder."""

from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.models import Mail
from candidates.statuses import CandidateStatus as Status
from interviews.models import Step
from interviews.reports.asked import Asked, in_range, within
from interviews.reports.said import percent
from interviews.reports.shapes import Bar, Bars, Cell, Found, Segment, Share, Table

ONWARD = (Status.CONFIRMED, Status.INTERVIEWING, Status.INTERVIEWED)
DAY, THREE_DAYS = timedelta(days=1), timedelta(days=3)
WENT_ON = Q(became__in=ONWARD)
COUNTED = {
    "day": Count("pk", filter=WENT_ON & Q(then__lte=F("done_at") + DAY)),
    "days": Count(
        "pk", filter=WENT_ON & Q(then__gt=F("done_at") + DAY, then__lte=F("done_at") + THREE_DAYS)
    ),
    "later": Count("pk", filter=WENT_ON & Q(then__gt=F("done_at") + THREE_DAYS)),
    "off": Count("pk", filter=Q(then__isnull=False) & ~WENT_ON),
    "nothing": Count("pk", filter=Q(then=None)),
}
Row = tuple[int, int, int, int, int]


def reminders(asked: Asked) -> Found:
    """One statement."""
    after = Step.objects.filter(
        kind=Step.Kind.LEFT, candidate=OuterRef("candidate"), at__gt=OuterRef("done_at")
    ).order_by("at", "change_id")[:1]
    sent = Mail.objects.filter(
        within(asked, account="candidate__"),
        in_range("done_at", asked),
        kind=Mail.Kind.REMINDER,
        state=Mail.State.SENT,
    ).annotate(then=Subquery(after.values("at")), became=Subquery(after.values("became")))
    rows: list[tuple[int | None, Row]] = [
        (days, tuple(numbers))
        for days, *numbers in sent.order_by()
        .values_list("days_before")
        .annotate(**COUNTED)
        .order_by(F("days_before").desc(nulls_first=True))
    ]
    sums = [sum(row[place] for _days, row in rows) for place in range(len(COUNTED))]
    total, went_on = sum(sums), sum(sums[:3])
    return Found(
        total=total,
        headline=[
            (_("went on afterwards"), Share(went_on, total)),
            (_("within a day"), Share(sums[0], total)),
            (_("reminders"), total),
        ],
        chart=Bars(
            (
                Segment(_("Went on within a day"), "green"),
                Segment(_("Within three days"), "amber"),
                Segment(_("Later"), "grey"),
                Segment(_("Expired, broken off or skipped"), "red"),
                Segment(_("Nothing yet"), "none"),
            ),
            [
                Bar(
                    called(days),
                    row,
                    _("%(share)s went on") % {"share": percent(Share(sum(row[:3]), sum(row)))},
                )
                for days, row in rows
            ],
        ),
        tables=[table([(called(days), row) for days, row in rows])],
    )


def called(days: int | None) -> str:
    if days is None:
        return _("By hand")
    return ngettext("%(n)d day before the deadline", "%(n)d days before the deadline", days) % {
        "n": days
    }


def table(rows: list[tuple[str, Row]]) -> Table:
    cells: list[tuple[Cell, ...]] = [
        (who, sum(row), *row, Share(sum(row[:3]), sum(row))) for who, row in rows
    ]
    return Table(
        name="reminders",
        caption=_("What happened after a reminder"),
        heads=(
            _("Reminder"),
            _("Sent"),
            _("Within a day"),
            _("Within three days"),
            _("Later"),
            _("Expired, broken off or skipped"),
            _("Nothing yet"),
            _("Went on, share"),
        ),
        rows=cells,
    )
