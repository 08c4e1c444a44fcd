"""The tenant as its people change it."""

from datetime import datetime
from threading import RLock

from connectors.sandbox.ceipal.records import (
    SCHEDULED,
    TENANT_ZONE,
    Applicant,
    Interview,
    Job,
    Submission,
    Switches,
    User,
    opaque,
)
from connectors.sandbox.times import to_ms
from connectors.sandbox.wire import Clock


class World:
    """Rows by id, in the order of their making. Ids that do not exist raise KeyError."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.seed = seed
        self.lock = RLock()
        self.switches = Switches()
        self.users: dict[str, User] = {}
        self.jobs: dict[str, Job] = {}
        self.applicants: dict[str, Applicant] = {}
        self.submissions: dict[str, Submission] = {}
        self.interviews: dict[str, Interview] = {}
        self._made = 0

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    def add_interview(self, *, start: datetime, end: datetime) -> Interview:
        """For the first submission."""
        with self.lock:
            self._made += 1
            submission = next(iter(self.submissions.values()))
            user = next(iter(self.users.values()))
            row = Interview(
                id=opaque("added interview", self.seed, self._made),
                submission=submission,
                round=1,
                mode="Video",
                start=to_ms(start),
                end=to_ms(end),
                all_day=False,
                zone=TENANT_ZONE,
                location="",
                status=SCHEDULED,
                created_by=user,
                created=self.now,
                modified=self.now,
                panel=[user],
            )
            self.interviews[row.id] = row
            return row

    def reschedule(self, interview_id: str, *, start: datetime) -> Interview:
        """Keeps its length."""
        with self.lock:
            row = self.interviews[interview_id]
            row.start, row.end = to_ms(start), to_ms(start) + row.end - row.start
            row.all_day = False
            return self.changed(row)

    def set_status(self, interview_id: str, status: str) -> Interview:
        with self.lock:
            row = self.interviews[interview_id]
            row.status = status
            return self.changed(row)

    def delete_interview(self, interview_id: str) -> Interview:
        with self.lock:
            return self.interviews.pop(interview_id)

    def rename_applicant(self, applicant_id: str, first_name: str, last_name: str) -> Applicant:
        with self.lock:
            row = self.applicants[applicant_id]
            row.first_name, row.last_name, row.modified = first_name, last_name, self.now
            return row

    def changed(self, row: Interview) -> Interview:
        row.modified = self.now
        return row
