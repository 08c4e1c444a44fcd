"""The vendor behind Truto as its people change it."""

from datetime import datetime
from threading import RLock

from connectors.sandbox.times import to_ms
from connectors.sandbox.truto.records import (
    INTEGRATIONS,
    SCHEDULED,
    Application,
    Candidate,
    Interview,
    Job,
    Stage,
    Switches,
    User,
    uuid_of,
)
from connectors.sandbox.wire import Clock


class World:
    """Rows by id, in the order of their making. Ids that do not exist raise KeyError.

    `accounts` maps each integrated account to its vendor: all of them show the same people and meetings.
    """

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.seed = seed
        self.lock = RLock()
        self.switches = Switches()
        self.accounts = {
            uuid_of("account", seed, nth): name for nth, name in enumerate(INTEGRATIONS)
        }
        self.users: dict[str, User] = {}
        self.jobs: dict[str, Job] = {}
        self.stages: dict[str, Stage] = {}
        self.candidates: dict[str, Candidate] = {}
        self.applications: dict[str, Application] = {}
        self.interviews: dict[str, Interview] = {}
        self._made = 0

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    def account_of(self, integration: str) -> str:
        return next(key for key, name in self.accounts.items() if name == integration)

    def add_interview(self, *, start: datetime, end: datetime) -> Interview:
        """For the first application."""
        with self.lock:
            self._made += 1
            application = next(iter(self.applications.values()))
            user = next(iter(self.users.values()))
            row = Interview(
                id=uuid_of("added interview", self.seed, self._made),
                application=application,
                stage=application.stage,
                status=SCHEDULED,
                start=to_ms(start),
                end=to_ms(end),
                location=None,
                organizer=user,
                created=self.now,
                updated=self.now,
                panel=[user],
            )
            self.interviews[row.id] = row
            return row

    def reschedule(self, interview_id: str, *, start: datetime) -> Interview:
        """Keeps its length; a draft gets an hour."""
        with self.lock:
            row = self.interviews[interview_id]
            length = row.end - row.start if row.start and row.end else 3_600_000
            row.start, row.end = to_ms(start), to_ms(start) + length
            row.status, row.updated = SCHEDULED, self.now
            return row

    def set_status(self, interview_id: str, status: str) -> Interview:
        """Any word, also one that Truto does not have."""
        with self.lock:
            row = self.interviews[interview_id]
            row.status, row.updated = status, self.now
            return row

    def delete_interview(self, interview_id: str) -> Interview:
        with self.lock:
            return self.interviews.pop(interview_id)

    def rename_candidate(self, candidate_id: str, first_name: str, last_name: str) -> Candidate:
        with self.lock:
            row = self.candidates[candidate_id]
            row.first_name, row.last_name, row.updated = first_name, last_name, self.now
            return row
