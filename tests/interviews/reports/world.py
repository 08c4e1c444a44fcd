"""Interviews of some weeks as plain values, the rows of them, and what is asked for."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from candidates.models import Candidate, Company, Project
from candidates.statuses import DeletedReason
from connectors.models import IntegratedAccount
from interviews.models import AtsUser, Interview, Interviewer, InterviewerIdentity, Scorecard, Step
from interviews.reports.asked import Account, Asked

NOW = datetime(2026, 11, 5, 9, 42, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2026, 10, 5), date(2026, 11, 8)
PEOPLE = ("felix", "miriam", "tom", "guest")
ANSWERS = ("accepted", "tentative", "declined", "needs_action", None)
FRESH = count(1)


@dataclass(frozen=True)
class Seat:
    person: str
    answer: str | None
    gone: bool = False
    given: timedelta | None = None


@dataclass(frozen=True)
class Meeting:
    """`account` and `project` are numbers into what the world has; project 2 is none."""

    account: int
    project: int
    start: datetime
    status: str | None
    asked_before: timedelta | None
    seats: tuple[Seat, ...] = ()
    gone: bool = False
    word: str | None = None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=45)


hours = st.integers(0, 40 * 24).map(
    lambda n: datetime(2026, 10, 3, tzinfo=UTC) + n * timedelta(hours=1)
)
lengths = st.integers(-1, 300).map(lambda n: timedelta(hours=n))
seats = st.builds(
    Seat,
    person=st.sampled_from(PEOPLE),
    answer=st.sampled_from(ANSWERS),
    gone=st.sampled_from([False, False, True]),
    given=st.none() | lengths,
)
meetings = st.builds(
    Meeting,
    account=st.integers(0, 1),
    project=st.integers(0, 2),
    start=hours,
    status=st.sampled_from(["scheduled", "completed", "cancelled", "draft", None]),
    asked_before=st.none() | lengths,
    seats=st.lists(seats, max_size=3).map(tuple),
    gone=st.sampled_from([False, False, False, True]),
    word=st.sampled_from([None, "No Show", "Completed"]),
)


@dataclass(frozen=True)
class Happened:
    """A step of an interview or, where `kind` is left, of a candidate."""

    kind: str
    account: int
    project: int
    word: str
    at: datetime
    took: timedelta | None


happenings = st.builds(
    Happened,
    kind=st.sampled_from(Step.Kind.values),
    account=st.integers(0, 1),
    project=st.integers(0, 2),
    word=st.sampled_from(["conflict", "other", "unsaid", "elsewhere"]),
    at=hours,
    took=st.none() | st.integers(0, 300).map(lambda n: timedelta(hours=n)),
)
STATUS = {"conflict": "new", "other": "invited", "unsaid": "confirmed", "elsewhere": ""}


@dataclass
class World:
    company: Company
    accounts: list[IntegratedAccount] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    users: dict[str, AtsUser] = field(default_factory=dict)

    @classmethod
    def of(cls, company: Company, vendors: tuple[str, str] = ("greenhouse", "ceipal")) -> "World":
        accounts = [
            IntegratedAccount.objects.create(
                company=company, vendor=vendor, name=vendor.title(), silent_about=silent
            )
            for vendor, silent in zip(vendors, (["attendance"], []), strict=True)
        ]
        stamps = {"company": company, "created_at": NOW, "updated_at": NOW}
        projects = [Project.objects.create(name=name, **stamps) for name in ("Berlin", "Seoul")]
        users = {}
        for name in PEOPLE[:-1]:
            one = InterviewerIdentity.objects.create(
                company=company, email=f"{name}@x.example", name=name
            )
            users[name] = AtsUser.objects.create(
                account=accounts[0], remote_id=name, identity=one, name=name, **stamps
            )
        return cls(company, accounts, projects, users)

    def stamps(self, account: int) -> dict[str, Any]:
        return {
            "company": self.company,
            "account": self.accounts[account],
            "remote_id": str(next(FRESH)),
            "created_at": NOW,
            "updated_at": NOW,
        }

    def write(self, some: list[Meeting]) -> None:
        """These and no others."""
        Interviewer.objects.filter(company=self.company).delete()
        Interview.objects.filter(company=self.company).delete()
        Scorecard.objects.filter(company=self.company).delete()
        candidates = Candidate.objects.bulk_create(
            Candidate(project=self.project(one), **self.stamps(one.account)) for one in some
        )
        interviews = Interview.objects.bulk_create(map(self.interview, some, candidates))
        seats = [
            (one, interview, seat, self.card(one, seat))
            for one, interview in zip(some, interviews, strict=True)
            for seat in one.seats
        ]
        Scorecard.objects.bulk_create(card for *_rest, card in seats if card)
        Interviewer.objects.bulk_create(self.seat(*one) for one in seats)

    def take(self, some: list[Happened]) -> None:
        """These steps and no others."""
        Step.objects.filter(company=self.company).delete()
        Interview.objects.filter(company=self.company).delete()
        for one in some:
            candidate = Candidate.objects.create(
                project=self.project(one), **self.stamps(one.account)
            )
            left = one.kind == Step.Kind.LEFT
            interview = None
            if not left:
                interview = Interview.objects.create(
                    candidate=candidate, **self.stamps(one.account)
                )
            Step.objects.create(
                company=self.company,
                account=self.accounts[one.account],
                kind=one.kind,
                change_id=next(FRESH),
                interview=interview,
                candidate=candidate if left else None,
                word=STATUS[one.word] if left else one.word,
                became="skipped" if left else "",
                took=one.took,
                at=one.at,
            )

    def project(self, one: Meeting | Happened) -> Project | None:
        return self.projects[one.project] if one.project < len(self.projects) else None

    def interview(self, one: Meeting, candidate: Candidate) -> Interview:
        return Interview(
            candidate=candidate,
            start_at=one.start,
            end_at=one.end,
            begins_at=one.start,
            finishes_at=one.end,
            status=one.status,
            vendor_status=one.word,
            vendor_created_at=None if one.asked_before is None else one.start - one.asked_before,
            **tombstone(one.gone),
            **self.stamps(one.account),
        )

    def card(self, one: Meeting, seat: Seat) -> Scorecard | None:
        if seat.given is None:
            return None
        return Scorecard(submitted_at=one.end + seat.given, **self.stamps(one.account))

    def seat(
        self, one: Meeting, interview: Interview, seat: Seat, card: Scorecard | None
    ) -> Interviewer:
        return Interviewer(
            interview=interview,
            user=self.users.get(seat.person),
            name=seat.person,
            response_status=seat.answer,
            scorecard=card,
            **tombstone(seat.gone),
            **self.stamps(one.account),
        )

    def asked(self, **more: Any) -> Asked:
        accounts = {
            one.pk: Account(
                pk=one.pk, name=one.name, vendor=one.vendor, silent_about=tuple(one.silent_about)
            )
            for one in self.accounts
        }
        values = {"first": FIRST, "last": LAST, "accounts": accounts} | more
        return Asked(company_id=self.company.pk, zone=BERLIN, now=NOW, **values)


def tombstone(gone: bool) -> dict[str, Any]:
    return {"deleted_at": NOW, "deleted_reason": DeletedReason.ABSENT} if gone else {}


def in_days(at: datetime) -> bool:
    return FIRST <= at.astimezone(BERLIN).date() <= LAST


def held(some: list[Meeting]) -> list[Meeting]:
    return [
        one
        for one in some
        if in_days(one.start) and not one.gone and one.status not in ("cancelled", "draft")
    ]
