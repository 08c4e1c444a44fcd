"""Imports, from the file to the moment they begin: rows are kept, columns chosen, outcomes foreseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, gettext

from candidates.imports.columns import FIELDS, guessed
from candidates.imports.outcomes import foresee
from candidates.imports.sheet import Sheet
from candidates.imports.values import Read, read_row
from candidates.models import Batch, BatchRow, Company, Project
from candidates.selectors.batches import known_by_email
from candidates.services.bulk import insert_values, update
from candidates.services.task_queue import EVERYDAY, enqueue

TASK = "candidates.tasks.work_on_batch"
ASKED_AGAIN_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 5
State = Batch.State
ROW_COLUMNS = (
    "batch",
    "number",
    "values",
    "foreseen",
    "outcome",
    "told",
    "candidate",
    "version",
    "before",
)


class NotPossible(Exception):
    """This cannot be done with this import now; the text is a sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Who begins an import, from where and when. `source` is a `Change.Source`."""

    company: Company
    project: Project
    source: str
    now: datetime
    made_by_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """For those who are made anew: until when they are to answer, and whether they are invited at once."""

    deadline: datetime | None = None
    advance: bool = False

    def as_json(self) -> dict[str, Any]:
        deadline = self.deadline.isoformat() if self.deadline else None
        return {"deadline": deadline, "advance": self.advance, "language": get_language()}


@transaction.atomic
def open_batch(sheet: Sheet, opening: Opening) -> Batch:
    """Every row is kept as it came; what its columns hold is guessed."""
    batch = Batch.objects.create(
        company=opening.company,
        project=opening.project,
        name=opening.name[:200],
        headers=sheet.headers,
        columns=guessed(sheet.headers),
        total=len(sheet.rows),
        source=opening.source,
        made_by_id=opening.made_by_id,
        created_at=opening.now,
    )
    pending = BatchRow.Outcome.PENDING.value
    insert_values(
        BatchRow,
        ROW_COLUMNS,
        [
            (batch.pk, row.number, row.values, "", pending, row.told, None, None, None)
            for row in sheet.rows
        ],
    )
    return batch


@transaction.atomic
def choose_columns(batch_id: int, columns: Mapping[str, str]) -> Batch:
    """`{column: field}`. Every row then says what is to be expected of it. Raises NotPossible."""
    batch = held(batch_id, (State.MAPPING, State.READY))
    check_columns(columns)
    batch.columns, batch.state = dict(columns), State.READY
    batch.save(update_fields=["columns", "state"])
    foresee_rows(batch)
    return batch


def check_columns(columns: Mapping[str, str]) -> None:
    fields = list(columns.values())
    twice = next((name for name in fields if fields.count(name) > 1), None)
    if twice is not None:
        raise NotPossible(
            gettext("Two columns are said to hold the same: %s. Choose one.") % FIELDS[twice]
        )
    if "email" not in fields:
        raise NotPossible(
            gettext("No column holds the e-mail address, by which candidates are told apart.")
        )


def foresee_rows(batch: Batch) -> None:
    assert batch.project is not None
    rows = list(BatchRow.objects.filter(batch=batch).order_by("number"))
    read = [(row, whole(row, batch.columns)) for row in rows]
    known = known_by_email(batch.project, (one.key for _row, one in read))
    verdicts = foresee(((row.number, one) for row, one in read), known)
    for row, _one in read:
        verdict = verdicts[row.number]
        row.foreseen, row.told = verdict.outcome.value, verdict.told
    update(rows, ["foreseen", "told"])


def whole(row: BatchRow, columns: Mapping[str, str]) -> Read:
    """With what was wrong with the row before any column was chosen."""
    read = read_row(row.values, columns)
    before = [told for told in row.told if told.get("unreadable")]
    return Read(read.values, read.deadline, [*before, *read.told])


@transaction.atomic
def begin(batch_id: int, options: Options, *, now: datetime) -> Batch:
    """The worker does it from here; a request may be quicker where it is little. Raises NotPossible."""
    batch = held(batch_id, (State.READY,))
    if options.deadline is not None and options.deadline <= now:
        raise NotPossible(gettext("The deadline is in the past: choose a later one."))
    batch.options = options.as_json()
    return set_going(batch, now)


@transaction.atomic
def begin_undo(batch_id: int, *, now: datetime) -> Batch:
    """Raises NotPossible."""
    batch = held(batch_id, (State.DONE,))
    batch.options = batch.options | {"undo": True, "language": get_language()}
    return set_going(batch, now)


def set_going(batch: Batch, now: datetime) -> Batch:
    batch.state, batch.attempts = State.RUNNING, 0
    batch.next_attempt_at = now + ASKED_AGAIN_AFTER
    batch.save(update_fields=["options", "state", "attempts", "next_attempt_at"])
    enqueue(EVERYDAY, TASK, [batch.pk], called="import")
    return batch


def held(batch_id: int, states: tuple[Batch.State, ...]) -> Batch:
    batch = Batch.objects.select_for_update(no_key=True).get(pk=batch_id)
    if batch.state not in states:
        raise NotPossible(
            gettext("This import is at another step by now: %s.") % batch.get_state_display()
        )
    return batch


def wake(*, now: datetime) -> None:
    """Imports whose worker is gone are asked for again; one that was left again and again has failed."""
    left = Batch.objects.filter(state=State.RUNNING, next_attempt_at__lte=now)
    left.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED,
        done_at=now,
        problem=Batch.CUT_OFF % MOST_ATTEMPTS,
    )
    keys = list(left.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if keys:
        Batch.objects.filter(pk__in=keys).update(next_attempt_at=now + ASKED_AGAIN_AFTER)
        enqueue(EVERYDAY, TASK, keys, called="import")
