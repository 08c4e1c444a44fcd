"""Candidates who did not come, where a vendor tells it."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from interviews.models import Interview
from interviews.reports.asked import Asked, in_range, period, periods, within
from interviews.reports.figures.seats import account_name
from interviews.reports.said import days, not_reported, percent
from interviews.reports.shapes import Bar, Bars, Cell, Found, Segment, Share, Table
from interviews.statuses import InterviewStatus

CALLED = [Q(vendor_status__istartswith=f"no{sign}show") for sign in ("", " ", "_", "-")]
NO_SHOW = reduce(or_, CALLED) | Q(status=InterviewStatus.CANCELLED, inferred__contains="status")
"""A cancellation that is concluded rather than told is one from attendance."""


def no_shows(asked: Asked) -> Found:
    """Two statements."""
    past = Interview.objects.filter(
        within(asked), in_range("begins_at", asked, until=asked.over), deleted_at=None
    ).order_by()
    counted = past.exclude(
        ~NO_SHOW & Q(status__in=(InterviewStatus.CANCELLED, InterviewStatus.DRAFT))
    )
    rows = counted.annotate(bucket=period("begins_at", asked)).values_list("account", "bucket")
    found = list(rows.annotate(n=Count("pk"), missed=Count("pk", filter=NO_SHOW)))
    telling = {pk for pk, one in asked.accounts.items() if "attendance" not in one.silent_about}
    telling |= {pk for pk, _bucket, _n, missed in found if missed}
    weeks: dict[date, list[int]] = {day: [0, 0] for day in periods(asked)}
    accounts: dict[int | None, list[int]] = {}
    silent: dict[int | None, int] = {}
    for pk, bucket, n, missed in found:
        if pk not in telling:
            silent[pk] = silent.get(pk, 0) + n
            continue
        week = weeks.setdefault(bucket.astimezone(asked.zone).date(), [0, 0])
        for tally in (week, accounts.setdefault(pk, [0, 0])):
            tally[0] += n
            tally[1] += missed
    people = [(account_name(asked, pk), tally) for pk, tally in accounts.items()]
    total, missed = (sum(tally[place] for tally in accounts.values()) for place in (0, 1))
    return Found(
        total=total,
        headline=[
            (_("did not come"), Share(missed, total)),
            (_("no-shows"), missed),
            (_("interviews"), total),
        ],
        chart=came(people),
        tables=[
            table("connections", _("Who came, by connection"), _("Connection"), people),
            table(
                "periods",
                _("Who came, over time"),
                _("Month") if asked.monthly else _("Week"),
                [(days(day, asked), tally) for day, tally in weeks.items()],
            ),
        ],
        left_out=[not_reported(account_name(asked, pk), n) for pk, n in silent.items()],
    )


def came(people: list[tuple[str, list[int]]]) -> Bars:
    return Bars(
        (Segment(_("Came"), "green"), Segment(_("Did not come"), "red")),
        [
            Bar(
                who,
                (n - missed, missed),
                _("%(share)s did not come") % {"share": percent(Share(missed, n))},
            )
            for who, (n, missed) in people
        ],
    )


def table(name: str, caption: str, head: str, rows: Iterable[tuple[Cell, list[int]]]) -> Table:
    cells: list[tuple[Cell, ...]] = [
        (who, n, missed, Share(missed, n)) for who, (n, missed) in rows
    ]
    heads = (head, _("Interviews"), _("Did not come"), _("Share"))
    return Table(name=name, caption=caption, heads=heads, rows=cells)
