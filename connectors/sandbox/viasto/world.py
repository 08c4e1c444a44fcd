"""The company as its people and its candidates change it, and what time alone does to it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from threading import RLock
from zoneinfo import ZoneInfo

from connectors.sandbox.times import DAY, to_datetime, to_ms
from connectors.sandbox.viasto.records import (
    ABORTED,
    CONFIRMED,
    EXPIRED,
    INTERVIEWED,
    INTERVIEWING,
    INVITED,
    Candidate,
    Company,
    Customer,
    Project,
    Switches,
)
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.table import Table

Listener = Callable[[str, str, Project, Candidate | None], None]
"""Takes `candidate` or `project`, the action, and the rows."""
CONFIRM, BEGIN, FINISH, RATE, DEADLINE = "confirm", "begin", "finish", "rate", "deadline"


class World:
    """Ids that do not exist raise KeyError."""

    def __init__(self, clock: Clock, seed: int, company: Company) -> None:
        self.clock = clock
        self.lock = RLock()
        self.switches = Switches()
        self.listeners: list[Listener] = []
        self.company = company
        self.customers: Table[Customer] = Table()
        self.projects: Table[Project] = Table()
        self.candidates: Table[Candidate] = Table()
        self._keys = Random(f"viasto/keys/{seed}")
        self._due: list[tuple[int, int, str]] = []

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    def key(self) -> str:
        return f"{self._keys.getrandbits(128):032x}"

    def tell(self, action: str, project: Project, candidate: Candidate | None = None) -> None:
        kind = "project" if candidate is None else "candidate"
        for listener in self.listeners:
            listener(kind, action, project, candidate)

    def changed(self, row: Candidate) -> Candidate:
        self.tell("modified", row.project, row)
        return row

    def plan(self, row: Candidate, at: int, what: str) -> None:
        """What is going to happen at that moment, if it still can."""
        heappush(self._due, (at, row.id, what))

    def settle(self) -> None:
        """Catches up with the clock: candidates do what was planned, deadlines pass."""
        with self.lock:
            now = self.now
            while self._due and self._due[0][0] <= now:
                at, row_id, what = heappop(self._due)
                row = self.candidates.get(row_id)
                if row is not None and self._happens(row, at, what):
                    self.changed(row)

    def _happens(self, row: Candidate, at: int, what: str) -> bool:
        match what, row.status:
            case "deadline", _:
                return self._pass_deadline(row, at)
            case "confirm", "invited":
                self.confirm(row, at)
            case "begin", "confirmed":
                row.status = INTERVIEWING
            case "finish", "interviewing":
                row.status, row.interviewed = INTERVIEWED, at
            case "rate", "interviewed":
                return self._rate(row, at)
            case _:
                return False
        return True

    def _pass_deadline(self, row: Candidate, at: int) -> bool:
        if row.deadline != at or row.status not in (INVITED, CONFIRMED, INTERVIEWING):
            return False
        row.status = ABORTED if row.status == INTERVIEWING else EXPIRED
        return True

    def _rate(self, row: Candidate, at: int) -> bool:
        missing = [one for one in row.project.evaluators if one not in row.rated]
        if missing:
            row.rated[missing[0]] = at
        return bool(missing)

    def confirm(self, row: Candidate, at: int) -> None:
        row.status, row.confirmed, row.has_password = CONFIRMED, at, True

    def invite(self, row: Candidate, at: int) -> None:
        row.status, row.invited = INVITED, at
        if row.deadline is None:
            self.set_deadline(row, self.default_deadline(row.project, at))

    def set_deadline(self, row: Candidate, at: int) -> None:
        row.deadline = at
        self.plan(row, at, DEADLINE)

    def default_deadline(self, project: Project, at: int) -> int:
        """After the days that the project gives, or else the company."""
        return self.end_of_day(at, project.days_to_interview or self.company.days_to_interview)

    def end_of_day(self, at: int, days: int) -> int:
        """One minute before midnight at the company, so many days later."""
        zone = ZoneInfo(self.company.time_zone)
        last = to_datetime(at).astimezone(zone).date() + timedelta(days=days)
        return to_ms(datetime.combine(last, time(23, 59), zone))

    def add_candidate(
        self, project: Project, first_name: str, last_name: str, email: str
    ) -> Candidate:
        with self.lock:
            row = Candidate(
                id=self.candidates.newest_id + 1,
                project=project,
                first_name=first_name,
                last_name=last_name,
                email=email,
                created=self.now,
                interview_key=self.key(),
                activation_key=self.key(),
            )
            self.candidates.add(row)
            self.tell("created", project, row)
            return row

    def add_invited(self, project_id: int | None = None) -> Candidate:
        """As a project manager does in one go; the newest project unless named."""
        with self.lock:
            project = list(self.projects)[-1] if project_id is None else self.projects[project_id]
            number = self.candidates.newest_id + 1
            row = self.add_candidate(project, "Nora", f"Neu {number}", f"nora{number}@example.org")
            self.invite(row, self.now)
            return self.changed(row)

    def delete_candidate(self, row_id: int) -> Candidate:
        """No webhook tells: only `created` and `modified` are known."""
        with self.lock:
            return self.candidates.remove(row_id)

    def set_status(self, row_id: int, status: str) -> Candidate:
        """Any word, also one that viasto does not have."""
        with self.lock:
            row = self.candidates[row_id]
            row.status = status
            return self.changed(row)

    def finish(self, row_id: int) -> Candidate:
        """The candidate records all answers now."""
        with self.lock:
            row = self.candidates[row_id]
            row.status, row.interviewed, row.has_password = INTERVIEWED, self.now, True
            row.confirmed = row.confirmed or self.now
            return self.changed(row)

    def rate(self, row_id: int, *, everybody: bool = True) -> Candidate:
        with self.lock:
            row = self.candidates[row_id]
            for _ in row.project.evaluators if everybody else range(1):
                self._rate(row, self.now)
            return self.changed(row)

    def rename(self, row_id: int, first_name: str, last_name: str) -> Candidate:
        with self.lock:
            row = self.candidates[row_id]
            row.first_name, row.last_name = first_name, last_name
            return self.changed(row)

    def rename_project(self, project_id: int, name: str) -> Project:
        with self.lock:
            project = self.projects[project_id]
            project.name = name
            self.tell("modified", project)
            return project


def later(at: int, days: float) -> int:
    return at + int(days * DAY)
