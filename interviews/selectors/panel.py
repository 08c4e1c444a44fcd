"""Panels as pages show them: who, with which answer, and whether needed elsewhere at the same time."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from interviews.attention.day import Case, Note, Seat
from interviews.models import Conflict, Interview, Interviewer, Scorecard
from interviews.selectors.entries import Entry
from interviews.statuses import DOUBLE_BOOKINGS, InterviewStatus, ResponseStatus

UNREPORTED = "unreported"
Shown = TypeVar("Shown", Interview, Entry)
NAMED = ("account", "candidate__project", "job", "stage", "organizer")
OF_A_SEAT = (
    "interview_id", "pk", "name", "email", "response_status", "user_id", "user__identity_id",
    "user__identity__joined_to_id", "scorecard_id", "scorecard_remote_id", "given_at",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class SeatView:
    """`person` is the identity over all systems, else the user of one system, else the seat itself. `handed_in` is None
    where the vendor names a scorecard, but not whether it is a draft. `zone` is read for one interview alone.
    """

    pk: int | None
    person: str
    name: str
    answer: str
    email: str | None = None
    user_id: int | None = None
    identity: int | None = None
    handed_in: bool | None = False
    vendor_answer: str | None = None
    zone: str = ""
    double_booked: bool = False

    @property
    def icon(self) -> str:
        return "" if self.answer == UNREPORTED else f"rsvp-{self.answer}"


@dataclass(slots=True)
class Row(Generic[Shown]):
    """An interview of a day with everything a line of the agenda says. `twice` are kept double-bookings, those that
    somebody said are fine among them.
    """

    interview: Shown
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


def identity_of(seat: Interviewer) -> int | None:
    """The interviewer over all systems, whom others may be joined to; None for a guest and where nobody is known."""
    identity = seat.user.identity if seat.user is not None else None
    return (identity.joined_to_id or identity.pk) if identity is not None else None


def person_called(
    pk: int | None, *, identity: int | None, user: int | None, email: str | None
) -> str:
    if identity is not None:
        return f"identity {identity}"
    if user is not None:
        return f"user {user}"
    return f"mail {email.lower()}" if email else f"seat {pk}"


def is_in(submitted_at: datetime | None, card: int | None, named: str | None) -> bool | None:
    """Whether a scorecard was handed in; `named` is what the vendor calls one that was not read."""
    if card is not None:
        return submitted_at is not None
    return None if named else False


def mark(rows: Iterable[Row[Any]], conflicts: Iterable[Conflict]) -> None:
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
    return bool(seat.email) and (seat.email or "").lower() == one.identity.email


def panel_of(interview: Interview) -> list[SeatView]:
    return [seat_view(seat) for seat in interview.interviewers.all()]


def seat_view(seat: Interviewer) -> SeatView:
    identity = identity_of(seat)
    given = seat.scorecard.submitted_at if seat.scorecard else None
    lives_by = seat.user.identity if seat.user else None
    return SeatView(
        pk=seat.pk,
        person=person_called(seat.pk, identity=identity, user=seat.user_id, email=seat.email),
        name=seat.name or seat.email or "",
        answer=seat.response_status or UNREPORTED,
        email=seat.email,
        user_id=seat.user_id,
        identity=identity,
        handed_in=is_in(given, seat.scorecard_id, seat.scorecard_remote_id),
        vendor_answer=seat.vendor_response_status,
        zone=lives_by.time_zone if lives_by else "",
    )


def panels_of(interviews: Collection[int]) -> dict[int, list[SeatView]]:
    """The panels of many interviews, in one statement. It looks up each scorecard: a join would read all there are."""
    card = Scorecard.objects.filter(pk=OuterRef("scorecard_id"))
    seats = Interviewer.objects.filter(interview__in=interviews, deleted_at=None)
    told = seats.annotate(given_at=Subquery(card.values("submitted_at"))).order_by("pk")
    panels: dict[int, list[SeatView]] = defaultdict(list)
    for row in told.values_list(*OF_A_SEAT):
        of, pk, name, email, answer, user, own, root, card, named, given = row
        identity = root or own
        seat = SeatView(
            pk=pk,
            person=person_called(pk, identity=identity, user=user, email=email),
            name=name or email or "",
            answer=answer or UNREPORTED,
            email=email,
            user_id=user,
            identity=identity,
            handed_in=is_in(given, card, named),
        )
        panels[of].append(seat)
    return panels


def case_of(row: Row[Entry]) -> Case:
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
