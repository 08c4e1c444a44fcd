"""What a report is asked for: which days, of which projects and connections, and what the reader may see of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db.models import DateTimeField, Q
from django.db.models.functions import TruncMonth, TruncWeek

from interviews.calendar.periods import next_month, week_start

MOST_WEEKS = 27


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    pk: int
    name: str
    vendor: str
    silent_about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """From the first moment of `first` to the last of `last`, in the reader's zone.

    `account_ids` and `project_ids` None are all. `seen` are the projects of which the reader may see something, None
    for every one; what belongs to no project is for everybody of the company.
    """

    company_id: int
    zone: tzinfo
    now: datetime
    first: date
    last: date
    accounts: dict[int, Account] = field(default_factory=dict)
    account_ids: tuple[int, ...] | None = None
    project_ids: tuple[int, ...] | None = None
    seen: tuple[int, ...] | None = None

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time.min, self.zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        after = self.last + timedelta(days=1)
        return datetime.combine(after, time.min, self.zone).astimezone(UTC)

    @property
    def over(self) -> datetime:
        """Of what must have happened already."""
        return min(self.end, self.now)

    @property
    def monthly(self) -> bool:
        return (self.last - self.first).days > MOST_WEEKS * 7

    def named(self, pk: int | None) -> str:
        account = self.accounts.get(pk or 0)
        return account.name if account else ""


def within(asked: Asked, *, account: str = "", candidate: str = "candidate__") -> Q:
    """Rows of what was asked for: `candidate` is the way to the candidate's own columns, `account` to the account."""
    wanted = Q(**{f"{account}company": asked.company_id})
    if asked.account_ids is not None:
        wanted &= Q(**{f"{account}account__in": asked.account_ids})
    if asked.project_ids is not None:
        wanted &= Q(**{f"{candidate}project__in": asked.project_ids})
    if asked.seen is not None:
        seen = Q(**{f"{candidate}project__in": asked.seen})
        wanted &= seen | Q(**{f"{candidate}project": None})
    return wanted


def in_range(column: str, asked: Asked, *, until: datetime | None = None) -> Q:
    return Q(**{f"{column}__gte": asked.start, f"{column}__lt": until or asked.end})


def period(column: str, asked: Asked) -> TruncWeek | TruncMonth:
    """Its week, from Monday on, or its month where the range is long; in the reader's zone."""
    trunc = TruncMonth if asked.monthly else TruncWeek
    return trunc(column, tzinfo=asked.zone, output_field=DateTimeField())


def periods(asked: Asked) -> list[date]:
    """Their first days."""
    found = [asked.first.replace(day=1) if asked.monthly else week_start(asked.first, 0)]
    while (after := following(found[-1], asked)) <= asked.last:
        found.append(after)
    return found


def following(day: date, asked: Asked) -> date:
    return next_month(day) if asked.monthly else day + timedelta(days=7)


def narrowed(asked: Asked, chosen: Iterable[int], vendors: Iterable[str]) -> tuple[int, ...] | None:
    """The accounts that are asked for by themselves or by their vendor; None where neither is."""
    picked, wanted = set(chosen), set(vendors)
    if not picked and not wanted:
        return None
    return tuple(pk for pk, one in asked.accounts.items() if pk in picked or one.vendor in wanted)
