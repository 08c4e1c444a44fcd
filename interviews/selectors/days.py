"""How full the coming days are, and what is open there. Two statements, however many interviews there are."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, TruncDate

from candidates.models import Company
from interviews.calendar.periods import bounds
from interviews.models import Interview, Interviewer
from interviews.statuses import InterviewStatus, ResponseStatus

DAYS_AHEAD = 7
NOTHING = {"number": 0, "nowhere": 0, "unread": 0}


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    interviews: int
    no_place: int
    not_mapped: int
    declined: int
    no_answer: int


def begins_on(zone: tzinfo, prefix: str = "") -> Coalesce:
    """Its day in this zone; an all-day interview has one of its own."""
    return Coalesce(f"{prefix}start_date", TruncDate(f"{prefix}start_at", tzinfo=zone))


def live(company_id: int, day: date, zone: tzinfo, prefix: str = "") -> Q:
    """Interviews that take place in the coming days; one day wider, for all-day ones stand at midnight UTC."""
    first, _ = bounds(day + timedelta(days=1), zone)
    last, _ = bounds(day + timedelta(days=DAYS_AHEAD + 1), zone)
    span = {
        f"{prefix}company_id": company_id,
        f"{prefix}begins_at__gte": first - timedelta(days=1),
        f"{prefix}begins_at__lt": last + timedelta(days=1),
        f"{prefix}deleted_at": None,
    }
    not_off = Q(**{f"{prefix}status__isnull": True}) | ~Q(
        **{f"{prefix}status": InterviewStatus.CANCELLED}
    )
    return Q(**span) & not_off


def coming_days(*, company_id: int, day: date, zone: tzinfo) -> list[Day]:
    """The days after `day`."""
    nowhere = (Q(location=None) | Q(location="")) & (Q(meeting_url=None) | Q(meeting_url=""))
    nowhere &= told_of_places(company_id)
    rows = (
        Interview.objects.filter(live(company_id, day, zone))
        .values(on=begins_on(zone))
        .annotate(
            number=Count("pk"),
            nowhere=Count("pk", filter=nowhere),
            unread=Count("pk", filter=Q(status=None)),
        )
    )
    found = {row["on"]: row for row in rows}
    answers = answers_on(company_id, day, zone)
    days = []
    for ahead in range(1, DAYS_AHEAD + 1):
        one = day + timedelta(days=ahead)
        row = found.get(one, NOTHING)
        declined = answers.get((one, ResponseStatus.DECLINED), 0)
        open_ = answers.get((one, ResponseStatus.NEEDS_ACTION), 0)
        days.append(Day(one, row["number"], row["nowhere"], row["unread"], declined, open_))
    return days


def told_of_places(company_id: int) -> Q:
    """Not those of vendors that never tell where an interview takes place."""
    accounts = Company.objects.filter(pk=company_id, accounts__isnull=False)
    silent = [
        pk
        for pk, facts in accounts.values_list("accounts__pk", "accounts__silent_about")
        if "place" in facts
    ]
    return Q(account=None) | ~Q(account__in=silent)


def answers_on(company_id: int, day: date, zone: tzinfo) -> dict[tuple[date, str], int]:
    """How many seats have declined or not answered, by day."""
    seats = Interviewer.objects.filter(
        live(company_id, day, zone, "interview__"),
        company_id=company_id,
        deleted_at=None,
        response_status__in=(ResponseStatus.DECLINED, ResponseStatus.NEEDS_ACTION),
    )
    counted = seats.values("response_status", on=begins_on(zone, "interview__"))
    return {
        (row["on"], row["response_status"]): row["number"]
        for row in counted.annotate(number=Count("pk"))
    }
