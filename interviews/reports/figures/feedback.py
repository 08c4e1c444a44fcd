"""How long after an interview its feedback is handed in."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext as _

from candidates.models import Company
from interviews.models import Scorecard
from interviews.reports.asked import Asked
from interviews.reports.figures.seats import (
    EMPTY,
    OWNER,
    SHOWN,
    account_name,
    held,
    names,
    seated,
    unreported,
)
from interviews.reports.quantiles import Seconds, quantile
from interviews.reports.said import percent
from interviews.reports.shapes import Bar, Bars, Cell, Found, Segment, Share, Table
from interviews.statuses import ResponseStatus

HOURS = (4, 24, 48, 72, 168)
OWED = Q(interviewers__deleted_at=None) & ~Q(interviewers__response_status=ResponseStatus.DECLINED)
GIVEN = Q(seat__scorecard__submitted_at__isnull=False)
AFTER = ExpressionWrapper(
    F("seat__scorecard__submitted_at") - F("finishes_at"), output_field=DurationField()
)


@dataclass(slots=True)
class Handed:
    """Seats of one account or person, and the seconds after which each of their scorecards came."""

    seats: int = 0
    took: list[float] = field(default_factory=list)

    def at(self, part: float) -> timedelta | None:
        found = quantile(self.took, part)
        return None if found is None else timedelta(seconds=found)

    @property
    def cells(self) -> tuple[Cell, ...]:
        given = len(self.took)
        return (self.seats, given, self.at(0.5), self.at(0.9), self.seats - given)


def feedback(asked: Asked) -> Found:
    """Four statements at most."""
    found = handed(asked)
    tells = telling(asked)
    accounts: dict[int | None, Handed] = defaultdict(Handed)
    people: dict[int | None, Handed] = defaultdict(Handed)
    whole = Handed()
    for account, who, seats, took, _nobody in found:
        for one in (accounts[account], people[who], whole) if account in tells else ():
            one.seats += seats
            one.took += took
    named = names([pk for pk in people if pk])
    slowest = sorted(
        (item for item in people.items() if item[1].took),
        key=lambda item: (-(quantile(item[1].took, 0.5) or 0), item[0] or 0),
    )
    stretch = stretches(whole)
    silent = {account for account, _who, seats, *_rest in found if seats} - tells
    empty: dict[int | None, int] = defaultdict(int)
    for account, _who, _seats, _took, nobody in found:
        empty[account] += nobody
    return Found(
        total=whole.seats,
        headline=[
            (_("median"), whole.at(0.5)),
            (_("nine of ten within"), whole.at(0.9)),
            (_("still missing"), Share(whole.seats - len(whole.took), whole.seats)),
        ],
        chart=histogram(stretch, whole.seats),
        tables=tables(
            stretch,
            whole.seats,
            ((account_name(asked, pk), accounts[pk]) for pk in asked.accounts if pk in accounts),
            ((named(pk), one) for pk, one in slowest[:SHOWN]),
        ),
        left_out=unreported(asked, silent, empty, "finishes_at"),
    )


Line = tuple[int | None, int | None, int, list[float], int]


def handed(asked: Asked) -> list[Line]:
    """Account, person, seats, seconds of each scorecard, interviews with nobody to hand one in."""
    rows = seated(held(asked, "finishes_at"), OWED).annotate(who=OWNER, after=AFTER)
    counted = rows.values_list("account", "who").annotate(
        seats=Count("seat"), took=Seconds("after", filter=GIVEN), empty=EMPTY
    )
    return [
        (account, who, seats, [max(one, 0.0) for one in took], empty)
        for account, who, seats, took, empty in counted.order_by("account", "who")
    ]


def telling(asked: Asked) -> set[int | None]:
    """The accounts of which a scorecard with its moment was ever read."""
    cards = Scorecard.objects.filter(account=OuterRef("accounts"), submitted_at__isnull=False)
    companies = Company.objects.filter(Exists(cards), pk=asked.company_id)
    return set(companies.values_list("accounts", flat=True))


Stretch = tuple[str, int, str]


def stretches(whole: Handed) -> list[Stretch]:
    """Word, number and look of each stretch of time."""
    words = [
        _("within 4 hours"),
        _("within a day"),
        _("within two days"),
        _("within three days"),
        _("within a week"),
    ]
    took = sorted(whole.took)
    ends = [0, *(bisect_right(took, hours * 3600) for hours in HOURS)]
    found = [(word, ends[place + 1] - ends[place], "green") for place, word in enumerate(words)]
    later, missing = len(took) - ends[-1], whole.seats - len(took)
    return [*found, (_("later"), later, "amber"), (_("still missing"), missing, "none")]


def histogram(stretch: list[Stretch], total: int) -> Bars:
    looks = {"green": _("Handed in within a week"), "amber": _("Later"), "none": _("Still missing")}
    return Bars(
        tuple(Segment(word, tone) for tone, word in looks.items()),
        [
            Bar(
                word,
                tuple(n if tone == one else 0 for one in looks),
                f"{n} · {percent(Share(n, total))}",
            )
            for word, n, tone in stretch
        ],
    )


def tables(
    stretch: list[Stretch],
    total: int,
    accounts: Iterable[tuple[str, Handed]],
    people: Iterable[tuple[str, Handed]],
) -> list[Table]:
    heads = (_("Seats"), _("Handed in"), _("Median"), _("Nine of ten within"), _("Missing"))
    return [
        Table(
            name="spread",
            caption=_("Feedback by how long it took"),
            heads=(_("Handed in"), _("Seats"), _("Share")),
            rows=[(word, n, Share(n, total)) for word, n, _tone in stretch],
        ),
        Table(
            name="connections",
            caption=_("Feedback by connection"),
            heads=(_("Connection"), *heads),
            rows=[(who, *one.cells) for who, one in accounts if one.seats],
        ),
        Table(
            name="people",
            caption=_("Feedback by interviewer, slowest first"),
            heads=(_("Interviewer"), *heads),
            rows=[(who, *one.cells) for who, one in people],
        ),
    ]
