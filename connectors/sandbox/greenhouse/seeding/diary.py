"""Interviews and their panels."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from connectors.sandbox.greenhouse.records import (
    AWAITING_FEEDBACK,
    COMPLETE,
    SCHEDULED,
    TO_BE_SCHEDULED,
    Interview,
    Interviewer,
    Slot,
    User,
)
from connectors.sandbox.greenhouse.seeding.cast import Cast, Pursuit
from connectors.sandbox.greenhouse.state import flip_time
from connectors.sandbox.times import DAY, HOUR, MINUTE
from connectors.sandbox.world.calendar import Planned
from connectors.sandbox.world.offices import OFFICES, Office
from connectors.sandbox.world.people import GUEST_DOMAINS

PAST_ANSWERS = ("accepted",) * 24 + ("needs_action",) * 3 + ("tentative", "declined", None)
COMING_ANSWERS = (
    ("accepted",) * 16 + ("needs_action",) * 8 + ("tentative",) * 2 + ("declined",) * 2 + (None,)
)
PANEL_SIZES = (1, 1, 1, 2, 2, 2, 2, 3, 3, 4)
TAKE_HOME_STATUSES = ("to_be_sent", "sent", "received")
OPEN_PURSUITS = 400


@dataclass(slots=True)
class Diary:
    rng: Random
    midnight: int
    cast: Cast
    team: dict[Office, list[User]]

    def dated(self, meetings: list[Planned]) -> tuple[list[Interview], list[Pursuit]]:
        """Hands each meeting, in order, to somebody who is under way or to somebody new."""
        rng = self.rng
        waiting: list[Pursuit] = []
        pursuits: list[Pursuit] = []
        interviews: list[Interview] = []
        for meeting in meetings:
            pursuit = self._somebody(waiting, meeting)
            if pursuit is None:
                pursuit = self.cast.pursuit(meeting.office, meeting.start)
                pursuits.append(pursuit)
            interviews.append(self._interview(pursuit, meeting))
            if pursuit.slots and rng.random() < 0.8:
                waiting.append(pursuit)
        return interviews, pursuits

    def _somebody(self, waiting: list[Pursuit], meeting: Planned) -> Pursuit | None:
        """Out of those waiting, one of the same office who was last seen a day ago or earlier."""
        for _ in range(min(4, len(waiting))):
            nth = int(self.rng.random() * len(waiting))
            pursuit = waiting[nth]
            if pursuit.office is meeting.office and pursuit.last_end < meeting.start - 16 * HOUR:
                waiting[nth] = waiting[-1]
                waiting.pop()
                return pursuit
        if len(waiting) > OPEN_PURSUITS:
            del waiting[: OPEN_PURSUITS // 2]
        return None

    def _interview(self, pursuit: Pursuit, meeting: Planned) -> Interview:
        rng, application = self.rng, pursuit.application
        over = meeting.end < self.midnight
        slot = pursuit.slots.pop(0)
        if (
            over
            and pursuit.retired
            and meeting.start < self.midnight - 20 * DAY
            and rng.random() < 0.12
        ):
            slot = pursuit.retired[int(rng.random() * len(pursuit.retired))]
        lead = int((0.2 + rng.random() * 9) * DAY)
        created = max(application.created + MINUTE, min(meeting.start, self.midnight) - lead)
        interview = Interview(
            id=0,
            application=application,
            slot=slot,
            status=SCHEDULED,
            start=meeting.start,
            end=meeting.end,
            location=self._room(meeting.office),
            organizer=self._organizer(meeting.office),
            created=created,
            updated=created + int(rng.random() * (min(meeting.start, self.midnight) - created)),
            through_api=rng.random() < 0.15,
        )
        self._place(interview, meeting)
        self._seat_panel(interview, meeting.office, over=over)
        if over:
            self._finish(interview)
        application.stage = slot.stage if slot.active else application.stage
        application.last_activity = application.updated = max(
            application.updated, interview.created
        )
        pursuit.last_end = meeting.end
        return interview

    def _place(self, interview: Interview, meeting: Planned) -> None:
        """Three of five over video, a few with neither room nor link."""
        luck = self.rng.random()
        token = f"{interview.created // 1000 % 1679616:x}-{int(luck * 1e9):x}"
        interview.event_id = f"evt-{token}" if luck > 0.05 else None
        if meeting.all_day:
            interview.start = interview.end = None
            interview.first_day = meeting.day.isoformat()
            interview.last_day = (meeting.day + timedelta(days=1)).isoformat()
        elif luck < 0.6:
            interview.video = f"https://meet.example.com/{token}"
            interview.location = interview.location if luck < 0.15 else None
        elif luck > 0.93:
            interview.location = None

    def _room(self, office: Office) -> str:
        return office.rooms[int(self.rng.random() * len(office.rooms))]

    def _organizer(self, office: Office) -> User | None:
        recruiters = self.cast.recruiters[office]
        nth = int(self.rng.random() * len(recruiters) * 1.1)
        return recruiters[nth] if nth < len(recruiters) else None

    def _seat_panel(self, interview: Interview, office: Office, *, over: bool) -> None:
        rng = self.rng
        answers = PAST_ANSWERS if over else COMING_ANSWERS
        team = self.team[office]
        seats = {int(rng.random() * len(team)) for _ in range(PANEL_SIZES[int(rng.random() * 10)])}
        for nth in sorted(seats):
            answer = answers[int(rng.random() * len(answers))]
            self.seat(interview, team[nth], None, answer)
        if rng.random() < 0.06:
            guest = f"guest{int(rng.random() * 900) + 100}@{GUEST_DOMAINS[int(rng.random() * 2)]}"
            self.seat(interview, None, guest, answers[int(rng.random() * len(answers))])

    def seat(
        self, interview: Interview, user: User | None, guest: str | None, answer: str | None
    ) -> None:
        row = Interviewer(
            id=0,
            interview=interview,
            user=user,
            guest_email=guest,
            response=answer,
            created=interview.created,
            updated=interview.updated,
        )
        interview.panel.append(row)

    def _finish(self, interview: Interview) -> None:
        """Over before today: awaiting feedback, or complete once every scorecard is in."""
        flipped = flip_time(interview)
        if flipped > self.midnight:
            return
        interview.status, interview.updated = AWAITING_FEEDBACK, flipped
        recent = flipped > self.midnight - 4 * DAY
        complete = self.rng.random() < (0.55 if recent else 0.93)
        for nth, seat in enumerate(interview.panel):
            if seat.user and (complete or nth % 2):
                seat.submitted = min(flipped + int(self.rng.random() * 2 * DAY), self.midnight)
                interview.updated = seat.updated = max(interview.updated, seat.submitted)
        if complete:
            interview.status = COMPLETE

    def undated(self, pursuits: list[Pursuit], counts: dict[str, int]) -> list[Interview]:
        """Placeholders, take-homes and skipped slots: v3 shows them, v1 never does."""
        waiting = [one for one in pursuits if one.slots and one.last_end > self.midnight - 30 * DAY]
        made = []
        for kind, count in counts.items():
            for nth in range(count):
                if waiting:
                    pursuit = waiting.pop(int(self.rng.random() * len(waiting)))
                else:
                    office = OFFICES[nth % len(OFFICES)]
                    pursuit = self.cast.pursuit(office, self.midnight - nth % 20 * DAY)
                made.append(self._without_date(pursuit, kind, nth))
        return made

    def _without_date(self, pursuit: Pursuit, kind: str, nth: int) -> Interview:
        application = pursuit.application
        slot, status = pursuit.slots[0], kind
        if kind == "take_home":
            slot, status = take_home_slot(slot), TAKE_HOME_STATUSES[nth % 3]
        earliest = max(application.last_activity, application.created + MINUTE)
        created = min(earliest + int(self.rng.random() * DAY), self.midnight)
        organizer = None if kind == TO_BE_SCHEDULED else self._organizer(pursuit.office)
        interview = Interview(
            id=0,
            application=application,
            slot=slot,
            status=status,
            organizer=organizer,
            created=created,
            updated=created,
        )
        if kind == TO_BE_SCHEDULED and nth % 3 == 0:
            self.seat(interview, self.team[pursuit.office][0], None, None)
        return interview


def take_home_slot(beside: Slot) -> Slot:
    slots = [slot for stage in beside.stage.job.stages for slot in stage.slots]
    return next((slot for slot in slots if slot.kind == "take_home_test"), beside)
