"""Imports: how far they are, and what became of every row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext

from candidates.imports.outcomes import Known
from candidates.imports.values import normal
from candidates.models import Batch, BatchRow, Candidate, Project

COMPARED = (
    "first_name",
    "last_name",
    "username",
    "email",
    "phone",
    "gender",
    "address",
    "language",
    "time_zone",
)
SHOWN = 20
AT_ONCE = 1_000
SAMPLES = 3
MADE = (BatchRow.Outcome.NEW, BatchRow.Outcome.CHANGED)
TO_MEND = (BatchRow.Outcome.ERROR, BatchRow.Outcome.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Progress:
    """`counts` is by outcome; `done` rows are no longer waiting."""

    counts: dict[str, int]
    total: int

    @property
    def done(self) -> int:
        return self.total - self.counts.get(BatchRow.Outcome.PENDING, 0)


def batch_of(company_id: int, pk: int, **narrowed: int) -> Batch | None:
    return (
        Batch.objects.select_related("project", "made_by")
        .filter(company=company_id, pk=pk, **narrowed)
        .first()
    )


def came_with(company_id: int, pk: int, outcomes: Iterable[str] = MADE) -> QuerySet[BatchRow, int]:
    """The candidates of an import, by what became of their rows."""
    rows = BatchRow.objects.filter(batch=pk, batch__company=company_id, outcome__in=tuple(outcomes))
    return rows.exclude(candidate=None).values_list("candidate", flat=True)


def batches_of(company_id: int) -> QuerySet[Batch]:
    rows = Batch.objects.filter(company=company_id).select_related("project", "made_by")
    return rows.order_by("-pk")[:SHOWN]


def projects_of(company_id: int) -> QuerySet[Project]:
    """Those whose candidates are kept here."""
    return Project.objects.filter(company=company_id, account=None, deleted_at=None).order_by(
        "name", "pk"
    )


def progress_of(batch: Batch) -> Progress:
    return Progress(counted(batch, "outcome"), batch.total)


def counted(batch: Batch, column: str) -> dict[str, int]:
    rows = BatchRow.objects.filter(batch=batch).values_list(column)
    return dict(rows.annotate(number=Count("pk")).order_by(column))


def rows_of(batch: Batch, **narrowed: str) -> QuerySet[BatchRow]:
    rows = BatchRow.objects.filter(batch=batch, **narrowed)
    return rows.select_related("candidate").order_by("number")


def rows_to_mend(batch: Batch) -> Iterator[list[Any]]:
    """For a spreadsheet: the columns as they came, and what was wrong."""
    yield [*batch.headers, gettext("What is wrong")]
    wrong = BatchRow.objects.filter(batch=batch, outcome__in=TO_MEND).order_by("number")
    for row in wrong.iterator(chunk_size=AT_ONCE):
        told = " ".join(told["message"] for told in row.told)
        yield [*(row.values.get(header) for header in batch.headers), told]


@dataclass(frozen=True, slots=True)
class Column:
    """One of the file: what is in its first rows, and the field that it is said to hold."""

    header: str
    samples: list[str]
    field: str


def columns_of(batch: Batch) -> list[Column]:
    rows = list(BatchRow.objects.filter(batch=batch).order_by("number")[:SAMPLES])
    return [
        Column(
            header,
            [str(value) for row in rows if (value := row.values.get(header)) not in (None, "")],
            batch.columns.get(header, ""),
        )
        for header in batch.headers
    ]


def known_by_email(project: Project, keys: Iterable[str]) -> dict[str, list[Known]]:
    """Candidates of the project by the normal form of their address; a statement for every thousand.

    SQLite knows capital letters of ASCII alone, so an address is looked for as it stands, too.
    """
    wanted = sorted({key for key in keys if key})
    here = Candidate.objects.filter(project=project, account=None, deleted_at=None)
    known: dict[str, list[Known]] = defaultdict(list)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = here.annotate(lowered=Lower("email")).filter(Q(lowered__in=some) | Q(email__in=some))
        for pk, *values in rows.order_by("pk").values_list("pk", *COMPARED):
            named = dict(zip(COMPARED, values, strict=True))
            known[normal(named["email"])].append(Known(pk, named))
    return known
