"""How long candidates stay in each status."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from candidates.models import Candidate
from candidates.statuses import CandidateStatus
from candidates.templatetags.hub import number
from interviews.models import Step
from interviews.reports.asked import Asked, within
from interviews.reports.figures.followed import followed_since, followed_until, steps
from interviews.reports.figures.seats import account_name
from interviews.reports.quantiles import Quantile
from interviews.reports.said import length, not_reported
from interviews.reports.shapes import Bar, Bars, Cell, Found, Segment, Table

Stay = tuple[int, int, timedelta | None, timedelta | None]
NOBODY: Stay = (0, 0, None, None)


def time_in_status(asked: Asked) -> Found:
    """Five statements."""
    left = steps(asked, Step.Kind.LEFT).exclude(word="")
    stays: dict[str, Stay] = {
        word: (n, known, middle, late)
        for word, n, known, middle, late in left.values_list("word").annotate(
            n=Count("pk"),
            known=Count("pk", filter=Q(took__isnull=False)),
            middle=Quantile("took", 0.5),
            late=Quantile("took", 0.9),
        )
    }
    standing, silent = standing_now(asked)
    total = sum(n for n, *_rest in stays.values())
    return Found(
        total=total + sum(standing.values()),
        headline=[
            *longest(stays),
            (_("moves"), total),
            (_("candidates now"), sum(standing.values())),
        ],
        chart=drawn(stays, standing),
        tables=[
            table(stays, standing),
            moves(asked),
        ],
        left_out=[not_reported(account_name(asked, pk), n, candidates) for pk, n in silent.items()],
        since=followed_since(asked),
        until=followed_until(asked),
    )


def longest(stays: dict[str, Stay]) -> list[tuple[str, Cell]]:
    known = [(middle, word) for word, (_n, _known, middle, _late) in stays.items() if middle]
    if not known:
        return []
    middle, word = max(known)
    label = dict(CandidateStatus.choices).get(word, word)
    return [(_("median in “%(status)s”, the longest") % {"status": label}, middle)]


def standing_now(asked: Asked) -> tuple[Counter[str], dict[int | None, int]]:
    """How many stand in each status at this moment, and of how many which account tells none."""
    rows = Candidate.objects.filter(within(asked, candidate=""), deleted_at=None).order_by()
    standing: Counter[str] = Counter()
    silent: dict[int | None, int] = {}
    counted = rows.values_list("account", "status").annotate(n=Count("pk"))
    for pk, status, n in counted.order_by("account__name", "status"):
        if status is None:
            silent[pk] = silent.get(pk, 0) + n
        else:
            standing[status] += n
    return standing, silent


def drawn(stays: dict[str, Stay], standing: Counter[str]) -> Bars:
    bars = []
    for status in CandidateStatus:
        n, _known, middle, _late = stays.get(status, NOBODY)
        if not n and not standing[status]:
            continue
        bars.append(
            Bar(
                str(status.label),
                (middle.total_seconds() if middle else 0,),
                f"{length(middle) if middle is not None else _('not known')} · {n}"
                if n
                else _("in it now: %(n)d") % {"n": standing[status]},
            )
        )
    return Bars((Segment(_("Median stay"), "blue"),), bars)


def table(stays: dict[str, Stay], standing: Counter[str]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for status in CandidateStatus:
        n, known, middle, late = stays.get(status, NOBODY)
        spans: tuple[Cell, Cell] = (middle, late) if n else ("–", "–")
        rows.append((str(status.label), n, *spans, n - known, standing[status]))
    return Table(
        name="statuses",
        caption=_("Stays by status"),
        heads=(
            _("Status"),
            _("Left it"),
            _("Median"),
            _("Nine of ten within"),
            _("Stay not known"),
            _("In it now"),
        ),
        rows=rows,
    )


def moves(asked: Asked) -> Table:
    rows = steps(asked, Step.Kind.LEFT).exclude(word="").values_list("word", "became")
    words = dict(CandidateStatus.choices)
    return Table(
        name="moves",
        caption=_("Moves from status to status"),
        heads=(pgettext("a status", "From"), pgettext("a status", "To"), _("Moves")),
        rows=[
            (str(words.get(before, before)), str(words.get(after, after)), n)
            for before, after, n in rows.annotate(n=Count("pk")).order_by("-n", "word", "became")
        ],
        words=2,
    )


def candidates(n: int) -> str:
    return ngettext("%(n)s candidate", "%(n)s candidates", n) % {"n": number(n)}
