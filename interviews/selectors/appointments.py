"""A candidate's interviews as the candidate may know of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F, Prefetch, QuerySet

from candidates.models import Candidate
from candidates.ports import Appointment, Planned, ports
from interviews.models import Interview, Interviewer
from interviews.statuses import InterviewStatus, ResponseStatus

SHOWN = (
    InterviewStatus.SCHEDULED,
    InterviewStatus.AWAITING_FEEDBACK,
    InterviewStatus.COMPLETED,
    InterviewStatus.CANCELLED,
)


class Diary:
    def appointments(
        self, candidates: Iterable[Candidate]
    ) -> Mapping[int, tuple[Appointment, ...]]:
        """Drafts are nobody's business yet, and of a word without a meaning nobody knows what it promises."""
        found: dict[int, tuple[Appointment, ...]] = {}
        for one in interviews_of(candidates):
            assert one.candidate_id is not None
            found[one.candidate_id] = (*found.get(one.candidate_id, ()), appointment_of(one))
        return found

    def to_come(self, company_id: int, now: datetime, most: int) -> Sequence[Planned]:
        rows = example_rows(company_id).filter(begins_at__gte=now)
        return [planned_of(one) for one in rows[:most]]

    def planned(self, company_id: int, pk: int) -> Planned | None:
        found = example_rows(company_id).filter(pk=pk).first()
        return planned_of(found) if found else None


def shown_rows() -> QuerySet[Interview]:
    """With their panels, by time."""
    seats = Interviewer.objects.filter(deleted_at=None).select_related("user").order_by("pk")
    found = Interview.objects.filter(deleted_at=None, status__in=SHOWN)
    return found.prefetch_related(Prefetch("interviewers", queryset=seats)).order_by(
        F("begins_at").asc(nulls_last=True), "pk"
    )


def interviews_of(candidates: Iterable[Candidate]) -> QuerySet[Interview]:
    return shown_rows().filter(candidate__in=list(candidates))


def example_rows(company_id: int) -> QuerySet[Interview]:
    """What a mail tells the time of."""
    dated = shown_rows().filter(company=company_id, begins_at__isnull=False)
    return dated.exclude(status=InterviewStatus.CANCELLED).select_related("candidate")


def planned_of(one: Interview) -> Planned:
    return Planned(
        pk=one.pk,
        appointment=appointment_of(one),
        candidate_id=one.candidate_id,
        who=(one.candidate.name if one.candidate else "") or "",
    )


def appointment_of(one: Interview) -> Appointment:
    return Appointment(
        key=f"interview-{one.pk}",
        title=one.title,
        starts=one.start_at or one.start_date,
        ends=one.end_at or one.end_date,
        time_zone=one.time_zone,
        location=one.location,
        meeting_url=one.meeting_url,
        with_whom=tuple(filter(None, map(name_of, one.interviewers.all()))),
        cancelled=one.status == InterviewStatus.CANCELLED,
        changed_at=one.updated_at,
        sequence=one.version,
    )


def name_of(seat: Interviewer) -> str:
    """Addresses are the company's own; who declined will not be there."""
    if seat.response_status == ResponseStatus.DECLINED:
        return ""
    return seat.name or (seat.user.name if seat.user else "") or ""


def register() -> None:
    ports.diary = Diary()
