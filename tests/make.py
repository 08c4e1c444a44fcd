"""Rows for tests, made the way they come to be: told by a vendor, through the mirror."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from candidates.models import Company
from candidates.services.changes import Origin
from candidates.services.mirror import Arrival
from connectors.models import IntegratedAccount, SyncRun
from interviews.models import Interview
from interviews.services.bookings import catch_up
from interviews.services.mirror import bury_remote, mirror

NOW = datetime(2026, 11, 5, 9, 42, tzinfo=UTC)
numbers = count(1)

Person = tuple[str, str | None]


def company(name: str = "Nordlicht", zone: str = "Europe/Berlin") -> Company:
    return Company.objects.create(name=name, slug=name.lower(), time_zone=zone)


def account(company: Company, name: str = "Greenhouse Berlin", **fields: Any) -> IntegratedAccount:
    values = {
        "vendor": "greenhouse",
        "silent_about": ["attendance"],
        "synced_at": NOW - timedelta(minutes=4),
    }
    return IntegratedAccount.objects.create(company=company, name=name, **values | fields)


def run(account: IntegratedAccount, state: str = SyncRun.State.COMPLETED, **fields: Any) -> SyncRun:
    values = {"trigger": "schedule", "queued_at": NOW, "started_at": NOW} | fields
    return SyncRun.objects.create(account=account, state=state, **values)


def tell(
    account: IntegratedAccount, kind: str, remote_id: str, at: datetime = NOW, **news: Any
) -> None:
    """The vendor says so; `None` is what it does not report."""
    arrival = Arrival(remote_id=remote_id, news=news)
    with transaction.atomic():
        mirror(kind=kind, arrivals=[arrival], origin=origin(account, at))


def origin(account: IntegratedAccount, at: datetime = NOW) -> Origin:
    return Origin(company_id=account.company_id, account_id=account.pk, source="sync", at=at)


def interview(
    account: IntegratedAccount,
    start: datetime | date | None,
    *,
    minutes: int | None = 60,
    candidate: str = "Annika Schröder",
    job: str = "Senior Backend Engineer",
    panel: Iterable[Person] = (("Felix Baumann", "accepted"),),
    at: datetime = NOW,
    **news: Any,
) -> Interview:
    """`panel` is names with answers; the same name is the same person, by e-mail, in every account."""
    remote_id = str(next(numbers))
    told = {
        "title": "System design",
        "status": "scheduled",
        "vendor_status": "scheduled",
        "location": "Room Elbe",
        "candidate_remote_id": candidate,
        "job_remote_id": job,
    }
    tell(account, "candidate", candidate, at, name=candidate, email=mail(candidate))
    tell(account, "job", job, at, name=job)
    tell(account, "interview", remote_id, at, **told | times(start, minutes) | news)
    for name, answer in panel:
        tell(account, "user", name, at, name=name, email=mail(name))
        tell(
            account,
            "interviewer",
            f"{remote_id} {name}",
            at,
            interview_remote_id=remote_id,
            user_remote_id=name,
            response_status=answer,
        )
    found: Interview = Interview.objects.get(account=account, remote_id=remote_id)
    return found


def times(start: datetime | date | None, minutes: int | None) -> dict[str, Any]:
    if start is None:
        return {}
    if not isinstance(start, datetime):
        return {"start_date": start, "end_date": start + timedelta(days=1)}
    return {"start_at": start, "end_at": start + timedelta(minutes=minutes) if minutes else None}


def change(interview: Interview, at: datetime = NOW, **news: Any) -> None:
    """The vendor says something new of this interview."""
    assert interview.account is not None
    assert interview.remote_id is not None
    tell(interview.account, "interview", interview.remote_id, at, **news)
    interview.refresh_from_db()


def keep(company: Company, at: datetime = NOW) -> None:
    """What the worker does after every sync and write: bookings and conflicts follow the records."""
    catch_up(company.pk, now=at)


def lose(interviews: Sequence[Interview], reason: str = "vendor", at: datetime = NOW) -> None:
    """The vendor no longer has them."""
    remote_ids = [str(one.remote_id) for one in interviews]
    account = interviews[0].account
    assert account is not None
    with transaction.atomic():
        bury_remote(
            kind="interview", remote_ids=remote_ids, reason=reason, origin=origin(account, at)
        )


def mail(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@nordlicht.example"
