"""How full the coming days are, and what is open there. Two statements, however many interviews there are."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from django.db.models import Count, Q, QuerySet

from candidates.models import Company
from interviews.models import Interview, Interviewer
from interviews.selectors.board import bounds
from interviews.statuses import InterviewStatus, ResponseStatus

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    interviews: int
    no_place: int
    not_mapped: int
    declined: int
    no_answer: int


def on_day(day: date, zone: tzinfo, prefix: str = "") -> Q:
    first, last = bounds(day, zone)
    hours = {f"{prefix}start_at__gte": first, f"{prefix}start_at__lt": last}
    return Q(**hours) | Q(**{f"{prefix}start_date": day})


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
    days = [day + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    nowhere = (Q(location=None) | Q(location="")) & (Q(meeting_url=None) | Q(meeting_url=""))
    nowhere &= told_of_places(company_id)
    counts = {}
    for number, one in enumerate(days):
        here = on_day(one, zone)
        counts[f"all_{number}"] = Count("pk", filter=here)
        counts[f"place_{number}"] = Count("pk", filter=here & nowhere)
        counts[f"map_{number}"] = Count("pk", filter=here & Q(status=None))
    interviews: QuerySet[Interview] = Interview.objects.filter(live(company_id, day, zone))
    found = interviews.aggregate(**counts)
    answers = answers_on(company_id, day, days, zone)
    return [
        Day(
            one,
            found[f"all_{number}"],
            found[f"place_{number}"],
            found[f"map_{number}"],
            answers[f"no_{number}"],
            answers[f"open_{number}"],
        )
        for number, one in enumerate(days)
    ]


def told_of_places(company_id: int) -> Q:
    """Not those of vendors that never tell where an interview takes place."""
    accounts = Company.objects.filter(pk=company_id, accounts__isnull=False)
    silent = [
        pk
        for pk, facts in accounts.values_list("accounts__pk", "accounts__silent_about")
        if "place" in facts
    ]
    return Q(account=None) | ~Q(account__in=silent)


def answers_on(company_id: int, day: date, days: list[date], zone: tzinfo) -> dict[str, int]:
    """`{"no_0": declined on the first day, "open_0": without an answer, …}`"""
    counts = {}
    for number, one in enumerate(days):
        here = on_day(one, zone, "interview__")
        declined = Q(response_status=ResponseStatus.DECLINED)
        unanswered = Q(response_status=ResponseStatus.NEEDS_ACTION)
        counts[f"no_{number}"] = Count("pk", filter=here & declined)
        counts[f"open_{number}"] = Count("pk", filter=here & unanswered)
    seats = Interviewer.objects.filter(
        live(company_id, day, zone, "interview__"), company_id=company_id, deleted_at=None
    )
    found: dict[str, int] = seats.aggregate(**counts)
    return found
