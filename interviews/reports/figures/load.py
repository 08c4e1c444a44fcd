"""How evenly interviews are spread over the people who hold them."""

from collections import Counter

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from interviews.reports.asked import Asked
from interviews.reports.figures.seats import (
    EMPTY,
    LIVE,
    OWNER,
    SHOWN,
    held,
    names,
    seated,
    without_panel,
)
from interviews.reports.quantiles import quantile
from interviews.reports.said import decimal, percent
from interviews.reports.shapes import Bar, Bars, Cell, Found, Segment, Share, Table
from interviews.statuses import ResponseStatus

DRAWN = 15
BUSY = 0.2
COMING = Q(seat__isnull=False) & ~Q(seat__response_status=ResponseStatus.DECLINED)


def busiest(loads: list[int], part: float = BUSY) -> Share:
    """What the busiest fifth of the people took of all; of fewer than five it is the busiest one."""
    ordered = sorted(loads, reverse=True)
    many = max(int(len(ordered) * part), 1)
    return Share(sum(ordered[:many]), sum(ordered))


def load_spread(asked: Asked) -> Found:
    """Two statements."""
    rows = seated(held(asked), LIVE).annotate(who=OWNER).values_list("account", "who")
    found = list(rows.annotate(n=Count("pk", distinct=True, filter=COMING), empty=EMPTY))
    counted: Counter[int] = Counter()
    empty: Counter[int | None] = Counter()
    guests = 0
    for account, who, n, nobody in found:
        empty[account] += nobody
        if who is None:
            guests += n
        elif n:
            counted[who] += n
    loads = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    named = names([owner for owner, _n in loads])
    total = sum(n for _owner, n in loads)
    people = [(named(owner), n) for owner, n in loads]
    left_out = without_panel(asked, empty)
    if guests:
        left_out.append(
            _("Seats of guests without an account are left out: %(n)s.") % {"n": guests}
        )
    return Found(
        total=total,
        headline=headline([n for _owner, n in loads]),
        chart=Bars(
            (Segment(_("Interviews"), "blue"),),
            [Bar(name, (n,), f"{n} · {percent(Share(n, total))}") for name, n in people[:DRAWN]],
        ),
        tables=[
            Table(
                name="people",
                caption=_("Interviews of each interviewer"),
                heads=(_("Interviewer"), _("Interviews"), _("Share")),
                rows=[(name, n, Share(n, total)) for name, n in people[:SHOWN]],
            )
        ],
        left_out=left_out,
    )


def headline(loads: list[int]) -> list[tuple[str, Cell]]:
    middle = quantile(loads, 0.5)
    return [
        (_("taken by the busiest fifth"), busiest(loads)),
        (_("interviewers"), len(loads)),
        (_("interviews each, median"), None if middle is None else decimal(f"{middle:g}")),
    ]
