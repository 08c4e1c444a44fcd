"""Panels as pages show them: who, with which answer, and whether needed elsewhere at the same time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from interviews.attention.day import Case, Note, Seat
from interviews.models import Conflict, Interview, Interviewer
from interviews.statuses import DOUBLE_BOOKINGS, InterviewStatus, ResponseStatus

UNREPORTED = "unreported"
NAMED = ("account", "candidate__project", "job", "stage", "organizer")
OF_A_LINE = (
    "title", "location", "meeting_url", "start_at", "end_at", "start_date", "end_date", "begins_at", "finishes_at",
    "status", "vendor_status", "deleted_at", "deleted_reason", "account", "candidate__name", "candidate__email",
    "job__name",
)  # fmt: skip
OF_A_SEAT = (
    "interview", "name", "email", "response_status", "scorecard_remote_id", "user", "scorecard__submitted_at",
)  # fmt: skip


@dataclass(slots=True)
class SeatView:
    """`person` is the identity over all systems, else the user of one system, else the seat itself."""

    seat: Interviewer
    person: str
    name: str
    answer: str
    double_booked: bool = False

    @property
    def identity(self) -> int | None:
        return identity_of(self.seat)

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
    """An interview of a day with everything a line of the agenda says. `twice` are kept double-bookings, those that
    somebody said are fine among them.
    """

    interview: Interview
    panel: list[SeatView]
    notes: list[Note] = field(default_factory=list)
    twice: list[Conflict] = field(default_factory=list)
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
        return state_of(self.interview.status, self.interview.deleted_at)

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
    def double_booked(self) -> bool:
        return any(one.is_open for one in self.twice)

    @property
    def accepted(self) -> int:
        return sum(seat.answer == "accepted" for seat in self.panel)

    @property
    def reported(self) -> bool:
        return any(seat.answer != UNREPORTED for seat in self.panel)

    @property
    def scorecards(self) -> int:
        return sum(seat.handed_in is True for seat in self.panel)


def state_of(status: str | None, deleted_at: datetime | None) -> str:
    """The word that shapes and colours follow: a tombstone looks cancelled, no status looks unknown."""
    return InterviewStatus.CANCELLED.value if deleted_at else status or "unknown"


def with_panels(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """One statement more, for all panels together."""
    seats = Interviewer.objects.filter(deleted_at=None).select_related(
        "user__identity", "scorecard"
    )
    return interviews.select_related(*NAMED).prefetch_related(
        Prefetch("interviewers", queryset=seats.order_by("id"))
    )


def in_lines(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Only what a line of an agenda or a box of a calendar says, for hundreds at once; accounts in one statement."""
    lines = interviews.select_related("candidate", "job").only(*OF_A_LINE)
    return lines.prefetch_related("account")


def in_lines_with_panels(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """The same with panels, in three statements more: the same few people sit on most of them, and are read once."""
    seats = Interviewer.objects.filter(deleted_at=None).select_related("scorecard")
    seats = seats.only(*OF_A_SEAT).prefetch_related("user__identity").order_by("id")
    panels = Prefetch("interviewers", seats, to_attr="sitting")
    return in_lines(interviews).prefetch_related(panels)


def identity_of(seat: Interviewer) -> int | None:
    """The interviewer over all systems, whom others may be joined to; None for a guest and where nobody is known."""
    identity = seat.user.identity if seat.user is not None else None
    return (identity.joined_to_id or identity.pk) if identity is not None else None


def person_of(seat: Interviewer) -> str:
    identity = identity_of(seat)
    if identity is not None:
        return f"identity {identity}"
    if seat.user_id is not None:
        return f"user {seat.user_id}"
    return f"mail {seat.email.lower()}" if seat.email else f"seat {seat.pk}"


def mark(rows: Iterable[Row], conflicts: Iterable[Conflict]) -> None:
    """Put kept double-bookings on the rows and the seats they are about; what somebody said is fine marks no seat."""
    kept: dict[int, list[Conflict]] = defaultdict(list)
    for one in conflicts:
        if one.kind in DOUBLE_BOOKINGS and one.second_id is not None:
            kept[one.first_id].append(one)
            kept[one.second_id].append(one)
    for row in rows:
        row.twice = kept.get(row.interview.pk, [])
        for seat in row.panel:
            seat.double_booked = any(one.is_open and is_about(one, seat) for one in row.twice)


def is_about(one: Conflict, seat: SeatView) -> bool:
    if one.identity is None or seat.answer == ResponseStatus.DECLINED:
        return False
    if seat.identity is not None:
        return seat.identity == one.identity_id
    return bool(seat.seat.email) and (seat.seat.email or "").lower() == one.identity.email


def panel_of(interview: Interview) -> list[SeatView]:
    read = vars(interview).get("sitting")
    return [seat_view(seat) for seat in (interview.interviewers.all() if read is None else read)]


def seat_view(seat: Interviewer) -> SeatView:
    answer = seat.response_status or UNREPORTED
    return SeatView(seat, person_of(seat), seat.name or seat.email or "", answer)


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
                name=seat.name,
                answer=None if seat.answer == UNREPORTED else seat.answer,
            )
            for seat in row.panel
        ),
    )
