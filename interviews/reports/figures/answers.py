"""How interviewers answer invitations."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from interviews.reports.asked import Asked
from interviews.reports.figures.seats import (
    EMPTY,
    LIVE,
    OWNER,
    SHOWN,
    account_name,
    held,
    names,
    seated,
    unreported,
    without_panel,
)
from interviews.reports.said import percent
from interviews.reports.shapes import Bar, Bars, Found, Segment, Share, Table
from interviews.statuses import ResponseStatus

DECLINED = Q(interviewers__response_status=ResponseStatus.DECLINED)


def answered(word: str) -> Count:
    return Count("seat", filter=Q(seat__response_status=word))


COUNTED = {
    "accepted": answered(ResponseStatus.ACCEPTED),
    "tentative": answered(ResponseStatus.TENTATIVE),
    "declined": answered(ResponseStatus.DECLINED),
    "waiting": answered(ResponseStatus.NEEDS_ACTION),
    "seats": Count("seat"),
    "empty": EMPTY,
}


@dataclass(slots=True)
class Answers:
    """Of one account or person, without the seats whose answer nobody reports."""

    accepted: int = 0
    tentative: int = 0
    declined: int = 0
    waiting: int = 0

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        return self.accepted, self.tentative, self.declined, self.waiting

    @property
    def told(self) -> int:
        return sum(self.numbers)

    @property
    def share(self) -> Share:
        return Share(self.declined, self.told)


class Line(NamedTuple):
    """The answers of one person in one account."""

    account: int | None
    person: int | None
    accepted: int
    tentative: int
    declined: int
    waiting: int
    seats: int
    empty: int


def declines(asked: Asked) -> Found:
    """Three statements at most."""
    found = lines(asked)
    accounts, people = summed(found, "account"), summed(found, "person")
    named = names([pk for pk in people if pk])
    told = [
        (account_name(asked, pk), accounts[pk])
        for pk in (*asked.accounts, None)
        if pk in accounts and accounts[pk].told
    ]
    whole = Answers(*(sum(one.numbers[place] for _who, one in told) for place in range(4)))
    ordered = sorted(
        (item for item in people.items() if item[1].told),
        key=lambda item: (-item[1].declined, -item[1].told, item[0] or 0),
    )
    return Found(
        total=whole.told,
        headline=[
            (_("declined"), whole.share),
            (_("declined seats"), whole.declined),
            (_("seats with an answer or one to come"), whole.told),
        ],
        chart=drawn(told),
        tables=[
            table("connections", _("Answers by connection"), _("Connection"), told),
            table(
                "people",
                _("Answers by interviewer, most declines first"),
                _("Interviewer"),
                [(named(pk), one) for pk, one in ordered[:SHOWN]],
            ),
        ],
        left_out=left_out(asked, found),
    )


def lines(asked: Asked) -> list[Line]:
    rows = seated(held(asked), LIVE | DECLINED).annotate(who=OWNER).values_list("account", "who")
    return [Line(*values) for values in rows.annotate(**COUNTED).order_by("account", "who")]


def summed(found: Iterable[Line], by: str) -> dict[int | None, Answers]:
    key = attrgetter(by)
    sums: dict[int | None, Answers] = defaultdict(Answers)
    for line in found:
        one = sums[key(line)]
        one.accepted += line.accepted
        one.tentative += line.tentative
        one.declined += line.declined
        one.waiting += line.waiting
    return sums


def left_out(asked: Asked, found: list[Line]) -> list[str]:
    """Who tells no answer, and who not even a panel."""
    told = {line.account for line in found if sum(line[2:6])}
    silent = {line.account for line in found if line.seats} - told
    empty: Counter[int | None] = Counter()
    for line in found:
        empty[line.account] += line.empty
    return [*unreported(asked, silent, empty, "begins_at"), *without_panel(asked, empty)]


def drawn(told: list[tuple[str, Answers]]) -> Bars:
    return Bars(
        (
            Segment(_("Accepted"), "green"),
            Segment(_("Tentative"), "amber"),
            Segment(_("Declined"), "red"),
            Segment(_("No answer yet"), "grey"),
        ),
        [
            Bar(who, one.numbers, _("%(share)s declined") % {"share": percent(one.share)})
            for who, one in told
        ],
    )


def table(name: str, caption: str, head: str, rows: list[tuple[str, Answers]]) -> Table:
    return Table(
        name=name,
        caption=caption,
        heads=(
            head,
            _("Accepted"),
            _("Tentative"),
            _("Declined"),
            _("No answer yet"),
            _("Declined, share"),
        ),
        rows=[(who, *one.numbers, one.share) for who, one in rows],
    )
