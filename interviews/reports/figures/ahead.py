"""How long it takes from the wish for an interview to the interview."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from interviews.models import Interview
from interviews.reports.asked import Asked, period, periods
from interviews.reports.figures.seats import account_name, held
from interviews.reports.quantiles import Seconds, quantile
from interviews.reports.said import days, days_said, length, not_reported, stretch
from interviews.reports.shapes import Cell, Column, Columns, Found, Table

MADE_HERE = Q(account=None)


def booked_ahead(asked: Asked) -> Found:
    """Two statements. Where the clocks contradict, an interview is left out."""
    rows = held(asked)
    known = rows.filter(Q(vendor_created_at__isnull=False) | MADE_HERE).annotate(
        took=ExpressionWrapper(
            F("begins_at") - Coalesce("vendor_created_at", "created_at"),
            output_field=DurationField(),
        )
    )
    found, (total, middle, late) = spans(known, "begins_at", asked)
    return Found(
        total=total,
        headline=[
            (_("median"), middle),
            (_("nine of ten within"), late),
            (_("interviews"), total),
        ],
        chart=over_time(found, asked),
        tables=[time_table("periods", _("From the wish to the interview"), found, asked)],
        left_out=untold(rows, asked),
    )


def untold(rows: QuerySet[Interview], asked: Asked) -> list[str]:
    silent = rows.filter(vendor_created_at=None).exclude(MADE_HERE).values_list("account")
    return [
        not_reported(account_name(asked, pk), n)
        for pk, n in silent.annotate(n=Count("pk")).order_by("account__name")
    ]


Span = tuple[int, timedelta | None, timedelta | None]
Spans = Mapping[date, Span]


def spans(rows: QuerySet[Any], column: str, asked: Asked) -> tuple[Spans, Span]:
    """Number, median and nine tenths of what each week or month `took`, by its first day, and of all together. One
    statement.
    """
    found = rows.annotate(bucket=period(column, asked)).values_list("bucket")
    took = {
        bucket.astimezone(asked.zone).date(): [one for one in seconds if one >= 0]
        for bucket, seconds in found.annotate(took=Seconds("took")).order_by("bucket")
    }
    by_period = {day: span(some) for day, some in took.items() if some}
    return by_period, span([one for some in took.values() for one in some])


def span(took: Sequence[float]) -> Span:
    ordered = sorted(took)
    return len(ordered), as_time(quantile(ordered, 0.5)), as_time(quantile(ordered, 0.9))


def as_time(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def over_time(found: Spans, asked: Asked) -> Columns:
    highest = max(
        (late or timedelta() for _n, _middle, late in found.values()), default=timedelta()
    )
    return Columns(
        height=_("Median"),
        mark=_("Nine of ten within"),
        columns=[column(day, found.get(day), asked) for day in periods(asked)],
        highest=highest.total_seconds(),
        top=length(highest),
    )


def column(
    day: date, one: tuple[int, timedelta | None, timedelta | None] | None, asked: Asked
) -> Column:
    label, full = stretch(day, asked), days_said(days(day, asked))
    n, middle, late = one or (0, None, None)
    if middle is None or late is None:
        return Column(label, None, None, f"{full}: {_('none')}")
    told = _("%(period)s: median %(middle)s, nine of ten within %(late)s, %(n)d counted") % {
        "period": full,
        "middle": length(middle),
        "late": length(late),
        "n": n,
    }
    return Column(label, middle.total_seconds(), late.total_seconds(), told)


def time_table(name: str, caption: str, found: Spans, asked: Asked) -> Table:
    head = _("Month") if asked.monthly else _("Week")
    rows: list[tuple[Cell, ...]] = []
    for day in periods(asked):
        n, middle, late = found.get(day, (0, None, None))
        rows.append((days(day, asked), n, *((middle, late) if n else ("–", "–"))))
    heads = (head, _("Counted"), _("Median"), _("Nine of ten within"))
    return Table(name=name, caption=caption, heads=heads, rows=rows)
