"""Interviews of a day, a week or a month as plain values, for pages that show hundreds of them at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import QuerySet

from candidates.models import Company
from candidates.statuses import DeletedReason
from interviews.models import Interview

COLUMNS = (
    "pk", "title", "location", "meeting_url", "start_at", "end_at", "start_date", "end_date", "status",
    "vendor_status", "deleted_at", "deleted_reason", "account_id", "candidate_id", "candidate__name",
    "candidate__email", "job_id", "job__name",
)  # fmt: skip
DELETED_REASONS = dict(DeletedReason.choices)


@dataclass(frozen=True, slots=True)
class Account:
    """`silent_about` is what it never tells."""

    pk: int
    vendor: str
    silent_about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate or a job."""

    pk: int
    name: str | None
    email: str | None = None

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line of an agenda or a box of a calendar says of an interview, under the names of `Interview`."""

    account: Account | None
    candidate: Named | None
    job: Named | None
    pk: int
    title: str | None
    location: str | None
    meeting_url: str | None
    start_at: datetime | None
    end_at: datetime | None
    start_date: date | None
    end_date: date | None
    status: str | None
    vendor_status: str | None
    deleted_at: datetime | None
    deleted_reason: str

    @property
    def account_id(self) -> int | None:
        return self.account.pk if self.account else None

    @property
    def all_day(self) -> bool:
        return self.start_date is not None

    @property
    def begins_at(self) -> datetime | None:
        if self.start_at is not None or self.start_date is None:
            return self.start_at
        return datetime.combine(self.start_date, time.min, UTC)

    @property
    def deleted_because(self) -> str:
        return str(DELETED_REASONS.get(self.deleted_reason, ""))


def entries(company_id: int, *asked: QuerySet[Interview]) -> list[Entry]:
    """The rows of these queries, one after another. A statement for each, and one for the accounts."""
    accounts = accounts_of(company_id)
    found = []
    for rows in asked:
        told: Any = rows.values_list(*COLUMNS)
        for *own, account, candidate, who, mail, job, work in told:
            found.append(
                Entry(
                    accounts.get(account),
                    Named(candidate, who, mail) if candidate else None,
                    Named(job, work) if job else None,
                    *own,
                )
            )
    return found


def accounts_of(company_id: int) -> dict[int, Account]:
    rows = Company.objects.filter(pk=company_id, accounts__isnull=False)
    return {
        pk: Account(pk, vendor, tuple(silent))
        for pk, vendor, silent in rows.values_list(
            "accounts__pk", "accounts__vendor", "accounts__silent_about"
        )
    }
