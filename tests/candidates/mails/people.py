"""Candidates of the hub, and what managers do with them."""

from datetime import UTC, datetime, timedelta

from candidates.models import Candidate, Change, Company, Mail, User
from candidates.services import mail_delivery, outbox
from candidates.services.workflow import Asking, advance
from candidates.transitions import Mover

NOW = datetime(2026, 11, 5, 9, 42, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def candidate_of(company: Company, **fields: object) -> Candidate:
    values = {
        "status": "new",
        "name": "Minji Kim",
        "email": "minji@example.org",
        "time_zone": "Asia/Seoul",
    } | fields
    return Candidate.objects.create(company=company, created_at=NOW, updated_at=NOW, **values)


def manager(company: Company, user: User | None = None, *, now: datetime = NOW) -> Asking:
    return Asking(
        company=company,
        by=Mover.MANAGER,
        source=Change.Source.PAGE,
        now=now,
        actor_id=user.pk if user else None,
    )


def invited(company: Company, *, now: datetime = NOW, **fields: object) -> Candidate:
    made = candidate_of(company, **fields)
    return advance(made.pk, manager(company, now=now))


def mail_to(candidate: Candidate) -> Mail:
    """The newest one."""
    return Mail.objects.filter(candidate=candidate).latest("pk")


def post_all(now: datetime) -> None:
    """What the worker does with what the sweep wakes."""
    for pk in outbox.wake(now=now):
        mail_delivery.work_on(pk, clock=lambda: now)
