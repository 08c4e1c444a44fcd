"""Work on an import, some rows a transaction: what was cut off goes on where it stopped, and doubles nothing.

The rows say what became of them in the transaction that did it. All imports of a project take turns, so that two
of them do not make the same candidate.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.dateparse import parse_datetime

from candidates.imports.outcomes import Known, Outcome, judge
from candidates.imports.values import Read, normal
from candidates.models import Batch, BatchRow, Candidate, Company, Project
from candidates.selectors.batches import COMPARED, known_by_email
from candidates.selectors.cases import case_of
from candidates.services import leases
from candidates.services.batches import whole
from candidates.services.bulk import update
from candidates.services.candidates import fill, newcomer
from candidates.services.changes import Origin
from candidates.services.mirror import Draft, draft_rows, save
from candidates.services.workflow import Asking, carry_out
from candidates.statuses import DeletedReason
from candidates.transitions import Case, Move, Mover, TransitionRefused, find_move

AT_ONCE = 200
Clock = Callable[[], datetime]
State = Batch.State
WRITTEN = ("outcome", "told", "candidate", "version", "before")


def work_on(batch_id: int, *, clock: Clock) -> None:
    """Raises leases.NotFree where it is over, or somebody else works on it."""
    batch = leases.claim(running(), batch_id, now=clock())
    undo = bool(batch.options.get("undo"))
    step = undo_some if undo else import_some
    with translation.override(batch.options.get("language")):
        while step(batch, clock()):
            pass
    state = State.UNDONE if undo else State.DONE
    leases.leave(running(), batch, state=state, done_at=clock(), next_attempt_at=None)


def running() -> QuerySet[Batch]:
    return Batch.objects.filter(state=State.RUNNING)


def work_at_once_if_few(batch: Batch, *, now: datetime) -> Batch:
    """What is little is done before the answer; the worker then finds it done."""
    if batch.total <= AT_ONCE:
        with suppress(leases.NotFree):
            work_on(batch.pk, clock=lambda: now)
        batch.refresh_from_db()
    return batch


@transaction.atomic
def import_some(batch: Batch, now: datetime) -> bool:
    """Whether there were any left."""
    rows = next_rows(batch, (Outcome.PENDING,), now)
    if rows:
        take_turn(batch)
        Importing(batch, now).work(rows)
    return bool(rows)


def next_rows(batch: Batch, outcomes: Iterable[str], now: datetime) -> list[BatchRow]:
    """NotFree if somebody took the work over."""
    leases.keep(running(), batch, now=now, attempts=0)
    rows = BatchRow.objects.filter(batch=batch, outcome__in=list(outcomes))
    return list(rows.order_by("number")[:AT_ONCE])


def take_turn(batch: Batch) -> None:
    Project.objects.select_for_update(no_key=True).get(pk=batch.project_id)


def origin_of(batch: Batch, now: datetime) -> Origin:
    return Origin(
        company_id=batch.company_id, source=batch.source, at=now, actor_id=batch.made_by_id
    )


@dataclass
class Importing:
    """Some rows of an import, at one moment: who is only written, and who is invited as well."""

    batch: Batch
    now: datetime
    plain: list[Draft] = field(default_factory=list)
    invited: list[tuple[Move, Draft, Case]] = field(default_factory=list)

    @cached_property
    def company(self) -> Company:
        return self.batch.company

    @cached_property
    def project(self) -> Project:
        assert self.batch.project is not None, "rows are foreseen for a project"
        return self.batch.project

    @cached_property
    def origin(self) -> Origin:
        return origin_of(self.batch, self.now)

    @cached_property
    def asking(self) -> Asking:
        return Asking(
            company=self.company,
            by=Mover.MANAGER,
            source=self.batch.source,
            now=self.now,
            actor_id=self.batch.made_by_id,
        )

    def work(self, rows: list[BatchRow]) -> None:
        read = [(row, whole(row, self.batch.columns)) for row in rows]
        here = self.here(one.key for _row, one in read)
        drafts = [(row, draft) for row, one in read if (draft := self.draft(row, one, here))]
        save(self.plain, self.origin)
        if self.invited:
            carry_out(self.invited, self.asking)
        for row, draft in drafts:
            row.candidate_id, row.version = draft.row.pk, draft.row.version
        update(rows, WRITTEN)

    def here(self, keys: Iterable[str]) -> dict[str, list[Draft]]:
        """Who has these addresses already, locked."""
        found = known_by_email(self.project, keys)
        pks = [one.pk for some in found.values() for one in some]
        drafts: dict[str, list[Draft]] = defaultdict(list)
        for draft in draft_rows(Candidate.objects.filter(pk__in=pks, deleted_at=None)):
            drafts[normal(draft.row.email)].append(draft)
        return drafts

    def draft(self, row: BatchRow, read: Read, here: Mapping[str, list[Draft]]) -> Draft | None:
        """What is to be written for the row; its outcome is set."""
        if row.foreseen in (Outcome.ERROR, Outcome.DUPLICATE):
            row.outcome = row.foreseen
            return None
        drafts = here.get(read.key, [])
        verdict = judge(read, [known(draft.row) for draft in drafts])
        row.outcome, row.told = verdict.outcome.value, verdict.told
        row.candidate_id = verdict.candidate
        if verdict.outcome == Outcome.NEW:
            return self.new(row, read)
        if verdict.outcome == Outcome.CHANGED:
            candidate = drafts[0].row
            row.before = {name: getattr(candidate, name) for name in (*verdict.news, "name")}
            fill(candidate, verdict.news)
            self.plain.append(drafts[0])
            return drafts[0]
        return None

    def new(self, row: BatchRow, read: Read) -> Draft | None:
        """Made with a deadline and invited, where that was asked for; or not made at all."""
        candidate = newcomer(read.values, self.origin, self.batch.made_by_id)
        candidate.project = self.project
        candidate.deadline = read.deadline or deadline_of(self.batch.options)
        draft = Draft(candidate, {})
        if not self.batch.options.get("advance"):
            self.plain.append(draft)
            return draft
        case = case_of(candidate, self.now, self.company)
        try:
            self.invited.append((find_move("advance", case, Mover.MANAGER), draft, case))
        except TransitionRefused as refused:
            row.outcome = Outcome.ERROR.value
            row.told = [{"field": "deadline", "message": str(refused)}]
            return None
        return draft


def known(row: Candidate) -> Known:
    return Known(row.pk, {name: getattr(row, name) for name in COMPARED})


def deadline_of(options: Mapping[str, Any]) -> datetime | None:
    told = options.get("deadline")
    return parse_datetime(told) if told else None


@transaction.atomic
def undo_some(batch: Batch, now: datetime) -> bool:
    """Rows whose candidate nobody touched since are taken back; whether there were any left."""
    rows = next_rows(batch, (Outcome.NEW, Outcome.CHANGED), now)
    if not rows:
        return False
    pks = [row.candidate_id for row in rows]
    here = {draft.row.pk: draft for draft in draft_rows(Candidate.objects.filter(pk__in=pks))}
    taken_back = [
        draft for row in rows if (draft := take_back(row, here.get(row.candidate_id), now))
    ]
    save(taken_back, origin_of(batch, now))
    update(rows, WRITTEN)
    return True


def take_back(row: BatchRow, draft: Draft | None, now: datetime) -> Draft | None:
    """What is to be written; None where the candidate stays as they are."""
    if draft is None or draft.row.deleted_at is not None or draft.row.version != row.version:
        row.outcome = Outcome.KEPT.value
        return None
    if row.outcome == Outcome.NEW:
        draft.row.deleted_at, draft.row.deleted_reason = now, DeletedReason.PERSON.value
    for name, value in (row.before or {}).items():
        setattr(draft.row, name, value)
    row.outcome = Outcome.UNDONE.value
    return draft
