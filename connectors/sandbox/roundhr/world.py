"""The account as its people change it, what time alone does to it, and who is told."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from random import Random
from threading import RLock
from typing import Any

from connectors.sandbox.roundhr import shapes
from connectors.sandbox.roundhr.records import (
    ARCHIVED,
    CANCELED,
    COMPLETED,
    CONFIRMED,
    INIT,
    PROGRESS,
    STAGES,
    Candidate,
    Interview,
    Job,
    Schedule,
    Score,
    Switches,
    User,
)
from connectors.sandbox.times import HOUR, to_ms
from connectors.sandbox.wire import Clock

Listener = Callable[[str, dict[str, Any]], None]


class World:
    """Rows by code, in the order in which they were made. Codes that do not exist raise KeyError."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.lock = RLock()
        self.switches = Switches()
        self.listeners: list[Listener] = []
        self.users: dict[str, User] = {}
        self.jobs: dict[str, Job] = {}
        """By the code of their form, which each has."""
        self.candidates: dict[str, Candidate] = {}
        self.interviews: dict[str, Interview] = {}
        self.scores: dict[str, tuple[Score, Candidate]] = {}
        self._codes = Random(f"roundhr/codes/{seed}")
        self._due: list[tuple[int, str]] = []

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    def code(self) -> str:
        return f"code_{self._codes.getrandbits(40):010x}"

    def tell(self, event: str, shape: dict[str, Any]) -> None:
        for listener in self.listeners:
            listener(event, shape)

    def settle(self) -> None:
        """Catches up with the clock: confirmed interviews begin and end, scores come in."""
        with self.lock:
            now = self.now
            while self._due and self._due[0][0] <= now:
                at, code = heappop(self._due)
                row = self.interviews.get(code)
                if row:
                    self._pass_time(row, at)

    def watch(self, row: Interview) -> None:
        for at in _turns(row):
            heappush(self._due, (at, row.code))

    def _pass_time(self, row: Interview, at: int) -> None:
        slot = row.schedule
        if slot is None or slot.start is None or slot.end is None or at not in _turns(row):
            return
        if row.status == CONFIRMED and at >= slot.start:
            row.status, row.updated = PROGRESS, at
        if row.status == PROGRESS and at >= slot.end and not row.left_open:
            self._end(row, at)
        elif row.status in (COMPLETED, ARCHIVED) and at > slot.end:
            self.hand_in(row.code, at=at)

    def _end(self, row: Interview, at: int) -> None:
        row.status, row.updated = COMPLETED, at
        title, members = row.candidate.stage_title, dict.fromkeys(row.panel)
        score = Score(self.code(), title, members, created=at, updated=at)
        row.candidate.score = score
        self.scores[score.code] = (score, row.candidate)
        self.tell("feedback_created", shapes.score(score, row.candidate))

    def interview(self, code: str) -> Interview:
        self.settle()
        return self.interviews[code]

    def hand_in(self, code: str, *, members: int | None = None, at: int | None = None) -> None:
        """The scores that are still missing, or that many of them. The interview's own `updated_at` stays."""
        with self.lock:
            row = self.interviews[code]
            score = row.candidate.score
            missing = (
                [user for user, done in score.members.items() if done is None] if score else []
            )
            if score is None or not missing:
                return
            for user in missing[:members]:
                score.members[user] = score.updated = at or self.now
            if score.complete:
                self.tell("feedback_completed", shapes.score(score, row.candidate))

    def confirm(self, code: str, *, start: int, end: int | None = None) -> Interview:
        """Also what is confirmed already, at another time: no event tells a move apart."""
        with self.lock:
            row = self.interview(code)
            slot = row.schedule or Schedule(self.code(), "waiting", None, None)
            slot.status, slot.start, slot.end = "confirmed", start, end or start + HOUR
            row.schedule = slot
            self.set_status(code, CONFIRMED)
            self.watch(row)
            self.tell("interview_scheduled", shapes.interview(row))
            return row

    def set_status(self, code: str, status: str) -> Interview:
        """Any word, also one that RoundHR does not have."""
        with self.lock:
            row = self.interview(code)
            row.status, row.updated = status, self.now
            return row

    def cancel(self, code: str) -> Interview:
        return self.set_status(code, CANCELED)

    def archive(self, code: str) -> Interview:
        return self.set_status(code, ARCHIVED)

    def delete_interview(self, code: str) -> Interview:
        with self.lock:
            return self.interviews.pop(code)

    def add_interview(
        self, candidate: str | None = None, *, start: int | None = None, kind: str = "individual"
    ) -> Interview:
        """Of the newest candidate unless named; without a start nothing is arranged yet."""
        with self.lock:
            person = self.candidates[candidate or next(reversed(self.candidates))]
            panel = list(self.users.values())[:2]
            row = Interview(
                self.code(), kind, 1, INIT, person, created=self.now, updated=self.now, panel=panel
            )
            self.interviews[row.code] = row
            self.move(person.code, "interview")
            return row if start is None else self.confirm(row.code, start=start)

    def move(self, code: str, stage: str, *, number: int = 1) -> Candidate:
        with self.lock:
            person = self.candidates[code]
            person.stage, person.staged = stage, self.now
            person.stage_title = STAGES[stage].format(number=number)
            event = "candidate_pass" if stage == "pass" else "candidate_stage_changed"
            self.tell(event, shapes.candidate(person))
            return person

    def apply(self, job: Job, name: str, email: str, phone: str) -> Candidate:
        with self.lock:
            now = self.now
            person = Candidate(self.code(), name, email, phone, job, created=now, staged=now)
            self.candidates[person.code] = person
            return person

    def rename_candidate(self, code: str, name: str) -> Candidate:
        """Nothing tells: a candidate has no time of change."""
        with self.lock:
            self.candidates[code].name = name
            return self.candidates[code]

    def delete_candidate(self, code: str) -> Candidate:
        with self.lock:
            for row in [one for one in self.interviews.values() if one.candidate.code == code]:
                self.delete_interview(row.code)
            return self.candidates.pop(code)


def _turns(row: Interview) -> Iterator[int]:
    """When time changes an interview: its start, its end, the last score."""
    slot = row.schedule
    if slot and slot.start is not None and slot.end is not None:
        yield slot.start
        yield slot.end
        if row.scores_take is not None:
            yield slot.end + row.scores_take
