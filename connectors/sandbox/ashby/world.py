"""The vendor as its people change it."""

from collections.abc import Callable
from datetime import datetime
from threading import RLock
from typing import Any

from connectors.sandbox.ashby.records import (
    CANCELLED,
    SCHEDULED,
    WAITING_ON_FEEDBACK,
    Application,
    Candidate,
    Event,
    Job,
    Plan,
    Row,
    Schedule,
    Switches,
    Template,
    User,
    uuid_of,
)
from connectors.sandbox.times import to_ms
from connectors.sandbox.wire import Clock

Listener = Callable[[str, Any], None]


class World:
    """Rows by id, in the order of their making. Ids that do not exist raise KeyError."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.seed = seed
        self.lock = RLock()
        self.switches = Switches()
        self.listeners: list[Listener] = []
        self.users: dict[str, User] = {}
        self.plans: dict[str, Plan] = {}
        self.jobs: dict[str, Job] = {}
        self.templates: dict[str, Template] = {}
        self.candidates: dict[str, Candidate] = {}
        self.applications: dict[str, Application] = {}
        self.schedules: dict[str, Schedule] = {}
        self.seq = 0
        self._made = 0

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    def touch(self, row: Row) -> None:
        self.seq += 1
        row.seq, row.updated = self.seq, max(row.updated, self.now)

    def new_id(self, kind: str) -> str:
        self._made += 1
        return uuid_of(f"added {kind}", self.seed, self._made)

    def settle(self) -> None:
        """What was scheduled and is over waits for feedback."""
        for row in self.schedules.values():
            if row.status == SCHEDULED and row.events and row.events[-1].end <= self.now:
                row.status = WAITING_ON_FEEDBACK
                self.changed(row)

    def tell(self, action: str, row: Any) -> None:
        for listener in self.listeners:
            listener(action, row)

    def changed(self, row: Schedule) -> None:
        self.touch(row)
        self.tell("interviewScheduleUpdate", row)

    def add_schedule(
        self, application: Application, status: str, *, by_api: bool = False
    ) -> Schedule:
        with self.lock:
            row = Schedule(
                id=self.new_id("schedule"),
                created=self.now,
                updated=self.now,
                application=application,
                stage=application.stage,
                status=status,
                by=next(iter(self.users.values())),
                by_api=by_api,
            )
            self.schedules[row.id] = row
            self.touch(row)
            return row

    def add_event(
        self,
        schedule: Schedule,
        *,
        start: int,
        end: int,
        panel: list[User] | None = None,
        template: Template | None = None,
        extra: dict[str, str] | None = None,
    ) -> Event:
        with self.lock:
            event = Event(
                id=self.new_id("event"),
                created=self.now,
                updated=self.now,
                template=template or next(iter(self.templates.values())),
                start=start,
                end=end,
                panel=panel or [next(iter(self.users.values()))],
                extra=extra,
            )
            schedule.events.append(event)
            schedule.events.sort(key=lambda one: one.start)
            schedule.status = SCHEDULED
            self.changed(schedule)
            return event

    def add_interview(self, *, start: datetime, end: datetime) -> Event:
        """A schedule with one event, for the first application."""
        schedule = self.add_schedule(next(iter(self.applications.values())), SCHEDULED)
        event = self.add_event(schedule, start=to_ms(start), end=to_ms(end))
        self.tell("interviewScheduleCreate", schedule)
        return event

    def schedule_of(self, event_id: str) -> Schedule:
        """The one with this event, or the one of this id that has none."""
        for row in self.schedules.values():
            if row.id == event_id or any(event.id == event_id for event in row.events):
                return row
        raise KeyError(event_id)

    def reschedule(self, event_id: str, *, start: datetime) -> Event:
        """Keeps its length."""
        with self.lock:
            schedule = self.schedule_of(event_id)
            event = next(one for one in schedule.events if one.id == event_id)
            event.start, event.end = to_ms(start), to_ms(start) + event.end - event.start
            event.updated = self.now
            self.changed(schedule)
            return event

    def set_status(self, schedule: Schedule, status: str) -> None:
        """Any word, also one that Ashby does not have."""
        with self.lock:
            schedule.status = status
            self.changed(schedule)

    def cancel_event(self, event_id: str) -> None:
        with self.lock:
            schedule = self.schedule_of(event_id)
            schedule.events = [one for one in schedule.events if one.id != event_id]
            if not schedule.events:
                schedule.status = CANCELLED
            self.changed(schedule)

    def delete_schedule(self, schedule_id: str) -> None:
        """Nothing tells of it but its absence from a whole listing."""
        with self.lock:
            del self.schedules[schedule_id]

    def delete_candidate(self, candidate_id: str) -> None:
        with self.lock:
            row = self.candidates.pop(candidate_id)
            gone = [one for one in self.applications.values() if one.candidate is row]
            for application in gone:
                del self.applications[application.id]
            for schedule in list(self.schedules.values()):
                if schedule.application in gone:
                    del self.schedules[schedule.id]
            self.tell("candidateDelete", row)

    def rename_candidate(self, candidate_id: str, name: str) -> None:
        with self.lock:
            row = self.candidates[candidate_id]
            row.name = name
            self.touch(row)
