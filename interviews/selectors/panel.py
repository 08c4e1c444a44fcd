"""Panels as pages show them: who, with which answer, and whether needed elsewhere at the same time."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from interviews.attention import Case, Note, Seat
from interviews.models import Interview, Interviewer
from interviews.statuses import InterviewStatus

UNREPORTED = "unreported"
NAMED = ("account", "candidate", "job", "stage", "organizer")


@dataclass(slots=True)
class SeatView:
    """`person` is the identity over all systems, else the user of one system, else the seat itself."""

    seat: Interviewer
    person: str
    name: str
    answer: str
    double_booked: bool = False

    @property
    def handed_in(self) -> bool | None:
        """None where the vendor names a scorecard, but not whether it is a draft."""
        if self.seat.scorecard is not None:
            return self.seat.scorecard.submitted_at is not None
        return None if self.seat.scorecard_remote_id else False

    @property
    def icon(self) -> str:
        return "" if self.answer == UNREPORTED else f"rsvp-{self.answer}"


@dataclass(slots=True)
class Row:
    """An interview of a day with everything a line of the agenda says."""

    interview: Interview
    panel: list[SeatView]
    notes: list[Note] = field(default_factory=list)
    past: bool = False
    running: bool = False

    def silent_about(self, fact: str) -> bool:
        """Whether its vendor never tells it: then that it is not there says nothing."""
        account = self.interview.account
        return account is not None and fact in account.silent_about

    @property
    def panel_untold(self) -> bool:
        return not self.panel and self.silent_about("panel")

    @property
    def state(self) -> str:
        """The word that shapes and colours follow: a tombstone looks cancelled, no status looks unknown."""
        if self.interview.deleted_at:
            return InterviewStatus.CANCELLED.value
        return self.interview.status or "unknown"

    @property
    def length(self) -> int:
        """Minutes; 0 where the end is not known."""
        start, end = self.interview.start_at, self.interview.end_at
        return int((end - start).total_seconds() // 60) if start and end else 0

    @property
    def off(self) -> bool:
        return self.state == InterviewStatus.CANCELLED

    @property
    def place(self) -> str:
        return self.interview.location or ""

    @property
    def codes(self) -> set[str]:
        return {note.code for note in self.notes}

    @property
    def accepted(self) -> int:
        return sum(seat.answer == "accepted" for seat in self.panel)

    @property
    def reported(self) -> bool:
        return any(seat.answer != UNREPORTED for seat in self.panel)

    @property
    def scorecards(self) -> int:
        return sum(seat.handed_in is True for seat in self.panel)


def with_panels(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """One statement more, for all panels together."""
    seats = Interviewer.objects.filter(deleted_at=None).select_related("user", "scorecard")
    return interviews.select_related(*NAMED).prefetch_related(
        Prefetch("interviewers", queryset=seats.order_by("id"))
    )


def person_of(seat: Interviewer) -> str:
    if seat.user is not None and seat.user.identity_id is not None:
        return f"identity {seat.user.identity_id}"
    if seat.user_id is not None:
        return f"user {seat.user_id}"
    return f"mail {seat.email.lower()}" if seat.email else f"seat {seat.pk}"


def panel_of(interview: Interview) -> list[SeatView]:
    return [
        SeatView(
            seat, person_of(seat), seat.name or seat.email or "", seat.response_status or UNREPORTED
        )
        for seat in interview.interviewers.all()
    ]


def case_of(row: Row) -> Case:
    """The same as plain values, for the rules."""
    interview = row.interview
    assert interview.begins_at is not None, "undated placeholders are on no day"
    return Case(
        interview=interview.pk,
        start=interview.start_at,
        end=interview.end_at,
        first_day_begins=interview.begins_at,
        status=interview.status,
        has_place=bool(interview.location or interview.meeting_url) or row.silent_about("place"),
        panel_told=not row.silent_about("panel"),
        off=row.off or interview.status == InterviewStatus.DRAFT,
        panel=tuple(
            Seat(
                person=seat.person,
                name=seat.name,
                answer=None if seat.answer == UNREPORTED else seat.answer,
            )
            for seat in row.panel
        ),
    )
