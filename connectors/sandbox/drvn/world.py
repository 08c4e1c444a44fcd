"""The company as its people change it."""

from datetime import datetime
from threading import RLock

from connectors.sandbox.drvn.records import (
    DRIVER,
    OPERATOR,
    PENDING,
    Interview,
    Job,
    JobDriver,
    Switches,
    User,
)
from connectors.sandbox.times import to_ms
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.table import Table


class World:
    """Ids that do not exist raise KeyError."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = RLock()
        self.switches = Switches()
        self.users: Table[User] = Table()
        self.jobs: Table[Job] = Table()
        self.applications: Table[JobDriver] = Table()
        self.interviews: Table[Interview] = Table()

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    @property
    def operator(self) -> User:
        return next(user for user in self.users if user.role == OPERATOR)

    def add_interview(
        self, *, start: datetime, end: datetime, application_id: int | None = None
    ) -> Interview:
        """With the application of that id, or with the first."""
        with self.lock:
            application = (
                next(iter(self.applications))
                if application_id is None
                else self.applications[application_id]
            )
            interviewer = next(user for user in self.users if user.role != DRIVER)
            return self.book(application, interviewer, "video_call", None, to_ms(start), to_ms(end))

    def book(
        self,
        application: JobDriver,
        interviewer: User,
        kind: str,
        location: str | None,
        start: int,
        end: int,
    ) -> Interview:
        row = Interview(
            self.interviews.newest_id + 1,
            application,
            interviewer,
            kind,
            location,
            start,
            end,
            PENDING,
        )
        application.interviews.append(row)
        self.move_application(application, "interview", interviewer)
        return self.interviews.add(row)

    def move_application(self, application: JobDriver, kind: str, by: User) -> None:
        if application.kind != kind:
            application.kind, application.kind_updated_by = kind, by.role
            application.updated = self.now

    def reschedule(self, interview_id: int, *, start: datetime) -> Interview:
        """Keeps its length."""
        with self.lock:
            row = self.interviews[interview_id]
            row.start, row.end = to_ms(start), to_ms(start) + row.end - row.start
            return row

    def set_status(self, interview_id: int, status: str) -> Interview:
        """Any word, also one that DRVN does not have."""
        with self.lock:
            row = self.interviews[interview_id]
            row.status = status
            return row

    def delete_interview(self, interview_id: int) -> Interview:
        """No route does it; somebody with the database might."""
        with self.lock:
            row = self.interviews.remove(interview_id)
            row.application.interviews.remove(row)
            return row
