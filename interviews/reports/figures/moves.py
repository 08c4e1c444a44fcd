"""How often interviews are moved and cancelled, and why."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from interviews.models import Step
from interviews.reports.asked import Asked, period, periods
from interviews.reports.figures.followed import followed_since, followed_until, steps
from interviews.reports.said import days
from interviews.reports.shapes import Bar, Bars, Cell, Days, Found, Segment, Share, Table
from interviews.statuses import ChangeReason

MOVED, CANCELLED = Step.Kind.MOVED, Step.Kind.CANCELLED
BOTH = {
    "moved": Count("pk", filter=Q(kind=MOVED)),
    "cancelled": Count("pk", filter=Q(kind=CANCELLED)),
}
Pair = tuple[int, int]


def reschedules(asked: Asked) -> Found:
    """Four statements."""
    rows = steps(asked, MOVED, CANCELLED)
    found: dict[str, Pair] = {
        word: (moved, cancelled)
        for word, moved, cancelled in rows.values_list("word").annotate(**BOTH)
    }
    moved, cancelled = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    said = sum(sum(pair) for word, pair in found.items() if word in ChangeReason.values)
    by_reason = [(name, found[word]) for word, name in named(found)]
    return Found(
        total=moved + cancelled,
        headline=[
            (_("moved"), moved),
            (_("cancelled"), cancelled),
            (_("with a reason"), Share(said, moved + cancelled)),
        ],
        chart=Bars(
            (Segment(_("Moved"), "blue"), Segment(_("Cancelled"), "red")),
            [Bar(name, pair, f"{pair[0]} + {pair[1]}") for name, pair in by_reason],
        ),
        tables=[
            table("reasons", _("Moves and cancellations by reason"), _("Reason"), by_reason),
            table(
                "periods",
                _("Moves and cancellations over time"),
                _("Month") if asked.monthly else _("Week"),
                over_time(asked),
            ),
        ],
        since=followed_since(asked),
        until=followed_until(asked),
    )


def named(found: dict[str, Pair]) -> list[tuple[str, str]]:
    """Each reason that occurs, those of people first, by how often it does."""
    words = {**dict(ChangeReason.choices), **dict(Step.Reason.choices)}
    ordered = sorted(
        found, key=lambda word: (word not in ChangeReason.values, -sum(found[word]), word)
    )
    return [(word, str(words.get(word, word))) for word in ordered]


def over_time(asked: Asked) -> Iterator[tuple[Days, Pair]]:
    rows = steps(asked, MOVED, CANCELLED).annotate(bucket=period("at", asked))
    found = {
        bucket.astimezone(asked.zone).date(): (moved, cancelled)
        for bucket, moved, cancelled in rows.values_list("bucket").annotate(**BOTH)
    }
    for day in periods(asked):
        yield days(day, asked), found.get(day, (0, 0))


def table(name: str, caption: str, head: str, rows: Iterable[tuple[Cell, Pair]]) -> Table:
    cells: list[tuple[Cell, ...]] = [(word, *pair, sum(pair)) for word, pair in rows]
    heads = (head, _("Moved"), _("Cancelled"), _("Both"))
    return Table(name=name, caption=caption, heads=heads, rows=cells)
