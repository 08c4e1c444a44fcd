"""The account's rows, their indexes, and what time alone does to them."""

from datetime import date
from heapq import heapify, heappop, heappush
from threading import RLock
from typing import TypeVar

from connectors.sandbox.greenhouse.records import (
    AWAITING_FEEDBACK,
    SCHEDULED,
    Application,
    Candidate,
    Interview,
    Interviewer,
    Job,
    Slot,
    Stage,
    User,
)
from connectors.sandbox.greenhouse.switches import Switches
from connectors.sandbox.times import HOUR, SECOND, day_start, to_ms
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.table import Identified, Table

Row = TypeVar("Row", bound=Identified)

FLIP_DELAY = HOUR
ID_STEP = 1000
"""Greenhouse's ids grow in steps: all of one account end in the same three digits."""


class State:
    """`version` grows with every change, so that a listing knows when to look again."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = RLock()
        self.version = 0
        self.switches = Switches()
        self.users: Table[User] = Table()
        self.jobs: Table[Job] = Table()
        self.stages: Table[Stage] = Table()
        self.slots: Table[Slot] = Table()
        self.candidates: Table[Candidate] = Table()
        self.applications: Table[Application] = Table()
        self.interviews: Table[Interview] = Table()
        self.interviewers: Table[Interviewer] = Table()
        self._flips: list[tuple[int, int]] = []

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    def settle(self) -> None:
        """Catches up with the clock: an hour after its end a scheduled interview awaits feedback."""
        now = self.now
        with self.lock:
            while self._flips and self._flips[0][0] <= now:
                due, interview_id = heappop(self._flips)
                interview = self.interviews.get(interview_id)
                if interview and interview.status == SCHEDULED and flip_time(interview) == due:
                    interview.status = AWAITING_FEEDBACK
                    interview.updated = due
                    self.version += 1

    def watch_all(self) -> None:
        """Notes the flips of all scheduled interviews: once, after the world was made."""
        self._flips = [
            (flip_time(interview), interview.id)
            for interview in self.interviews
            if interview.status == SCHEDULED
        ]
        heapify(self._flips)

    def watch(self, interview: Interview) -> None:
        if interview.status == SCHEDULED:
            heappush(self._flips, (flip_time(interview), interview.id))

    def next_id(self, table: Table[Row]) -> int:
        return table.newest_id + ID_STEP

    def first_admin(self) -> User:
        return next(user for user in self.users if user.site_admin and not user.disabled)


def flip_time(interview: Interview) -> int:
    """An hour and some seconds after the end, as recorded answers show; all-day ends at midnight UTC."""
    if interview.end is not None:
        end = interview.end
    else:
        end = day_start(
            date.fromisoformat(interview.last_day or interview.first_day or "1970-01-01")
        )
    return end + FLIP_DELAY + (2 + interview.id // ID_STEP % 12) * SECOND
