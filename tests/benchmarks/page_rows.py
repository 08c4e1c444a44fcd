"""A company of so many interviews, three years back and eight weeks ahead, written into the database that DATABASE_URL
names: `python -m tests.benchmarks.page_rows SIZE`. Prints the session of somebody who is signed in there.
"""

import random
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import transaction  # noqa: E402

from candidates.models import Candidate, Company, User  # noqa: E402
from candidates.models.session import SessionStore  # noqa: E402
from candidates.services.bulk import blank_rows, insert, update  # noqa: E402
from connectors.models import IntegratedAccount  # noqa: E402
from interviews.models import (  # noqa: E402
    AtsUser,
    Interview,
    Interviewer,
    InterviewerIdentity,
    Scorecard,
    Step,
)
from interviews.services.bookings import rebuild  # noqa: E402

VENDORS = ("greenhouse", "roundhr", "viasto", "ashby")
PEOPLE = 300
BACK, AHEAD = 3 * 365, 56
AT_ONCE = 5_000
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
MIDNIGHT = NOW.replace(hour=0)
STATUSES = ("new", "invited", "confirmed", "expired")
STAMPS = {"created_at": NOW, "updated_at": NOW}


def write(model: Any, shared: dict[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    rows, blank = iter(rows), blank_rows(model, **shared)
    while some := list(islice(rows, AT_ONCE)):
        made = [blank() for _ in some]
        for row, values in zip(made, some, strict=True):
            row.__dict__.update(values)
        with transaction.atomic():
            insert(made)


def fill(size: int) -> str:
    chance = random.Random(20261130)  # noqa: S311 (the same world each time)
    company, user = Company.objects.get(), User.objects.get()
    accounts = [
        IntegratedAccount.objects.create(company=company, vendor=v, name=v, synced_at=NOW)
        for v in VENDORS
    ]
    people = [
        InterviewerIdentity.objects.create(company=company, email=f"p{n}@x.example", name=f"P {n}")
        for n in range(PEOPLE)
    ]
    users = [
        AtsUser.objects.create(
            company=company,
            account=accounts[n % len(accounts)],
            remote_id=str(n),
            identity=one,
            name=one.name,
            **STAMPS,
        )
        for n, one in enumerate(people)
    ]
    mirrored = {"company_id": company.pk, **STAMPS}
    write(
        Candidate,
        mirrored,
        (
            {
                "account_id": accounts[n % len(accounts)].pk,
                "remote_id": str(n),
                "name": f"Candidate {n}",
                "email": f"c{n}@x.example",
                "status": STATUSES[n % len(STATUSES)],
            }
            for n in range(size // 2)
        ),
    )
    candidates = list(Candidate.objects.order_by("pk").values_list("pk", flat=True))
    rows = (interview(n, chance, accounts, candidates, users) for n in range(size))
    write(Interview, mirrored, rows)
    asked = Interview.objects.order_by("pk").values_list("pk", "account_id")
    seats = (
        seat(pk, number, account, chance, users)
        for pk, account in list(asked)
        for number in range(2)
    )
    write(Interviewer, mirrored, seats)
    hand_in(mirrored, chance)
    steps = (step(n, company.pk, chance, candidates) for n in range(size))
    write(Step, {}, steps)
    rebuild(company.pk, now=NOW)
    return signed_in(user)


def hand_in(mirrored: dict[str, Any], chance: random.Random) -> None:
    """A scorecard for every third seat of what is over."""
    over = Interviewer.objects.filter(interview__finishes_at__lt=NOW)
    seats = list(over.order_by("pk").values_list("pk", "account", "interview__finishes_at"))[::3]
    cards = (
        {
            "account_id": account,
            "remote_id": str(pk),
            "submitted_at": end + timedelta(minutes=chance.randrange(6000)),
        }
        for pk, account, end in seats
    )
    write(Scorecard, mirrored, cards)
    made = Scorecard.objects.order_by("pk").values_list("pk", flat=True)
    rows = [
        Interviewer(pk=seat, scorecard_id=card)
        for (seat, *_), card in zip(seats, made, strict=True)
    ]
    for start in range(0, len(rows), AT_ONCE):
        update(rows[start : start + AT_ONCE], ["scorecard"])


def step(n: int, company: int, chance: random.Random, candidates: list[int]) -> dict[str, Any]:
    """Each interview got a time, was moved or cancelled once, each candidate left two statuses."""
    kind = Step.Kind.values[n % 4]
    left = kind == Step.Kind.LEFT
    return {
        "company_id": company,
        "kind": kind,
        "change_id": n,
        "candidate_id": chance.choice(candidates) if left else None,
        "word": chance.choice(STATUSES if left else ("conflict", "unsaid", "elsewhere")),
        "became": "confirmed" if left else "",
        "took": timedelta(minutes=chance.randrange(20_000)),
        "at": NOW - timedelta(minutes=chance.randrange(BACK * 1440)),
    }


def interview(
    n: int,
    chance: random.Random,
    accounts: list[Any],
    candidates: list[int],
    users: list[Any],
) -> dict[str, Any]:
    start = MIDNIGHT + timedelta(days=chance.randrange(-BACK, AHEAD), hours=chance.randrange(8, 17))
    over = start < NOW
    usual = ("completed", "cancelled") if over else ("scheduled", "scheduled", "scheduled")
    status = chance.choice(usual) if chance.random() < 0.98 else "scheduled"
    end = start + timedelta(minutes=45)
    return {
        "account_id": accounts[n % len(accounts)].pk,
        "remote_id": str(n),
        "title": "System design",
        "candidate_id": candidates[n // 2 % len(candidates)],
        "organizer_id": users[n % PEOPLE].pk if chance.random() < 0.95 else None,
        "status": status if chance.random() < 0.995 else None,
        "vendor_status": status,
        "start_at": start,
        "end_at": end,
        "begins_at": start,
        "finishes_at": end,
        "vendor_created_at": start - timedelta(hours=chance.randrange(1, 300)),
        "location": "Room" if chance.random() < 0.95 else None,
    }


def seat(
    pk: int,
    number: int,
    account: int,
    chance: random.Random,
    users: list[Any],
) -> dict[str, Any]:
    user = chance.choice(users)
    answers = ("accepted",) * 18 + ("declined", "needs_action")
    return {
        "account_id": account,
        "remote_id": f"{pk} {number}",
        "interview_id": pk,
        "user_id": user.pk,
        "name": user.name,
        "response_status": chance.choice(answers),
    }


def signed_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    sys.stdout.write(fill(int(sys.argv[1])))
