"""What the rules of the queue look at, and what they find. Plain values; the time is passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from interviews.coordination import Arranged

NOBODY = Arranged()
SEVERITIES = ("critical", "high", "medium", "low")
URGENT = ("critical", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One interview. `begins` and `ends` are null while it has no time, `end` where only the start is known.

    `since` is when it last changed at its vendor, or here. `has_place` and `has_panel` are true where the vendor
    never tells. `arranged` is who was chosen or named to arrange it.
    """

    pk: int
    begins: datetime | None
    ends: datetime | None
    end: datetime | None
    status: str | None
    word: str | None
    since: datetime
    has_place: bool = True
    has_panel: bool = True
    has_coordinator: bool = True
    proposed: datetime | None = None
    all_day: bool = False
    account: int | None = None
    candidate: int | None = None
    project: int | None = None
    arranged: Arranged = NOBODY
    who: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one interviewer said; null is what the vendor does not report."""

    seat: int
    name: str
    answer: str | None
    since: datetime
    meeting: Meeting
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """One candidate, where a vendor or the hub governs a status. `asked_at` is when they asked for another time, if
    nobody has answered yet.
    """

    pk: int
    status: str | None
    deadline: datetime | None
    email: str | None
    invited_at: datetime | None
    since: datetime
    asked_at: datetime | None = None
    account: int | None = None
    project: int | None = None
    arranged: Arranged = NOBODY
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A row of the queue: that one rule fires for one subject.

    `subject` is unique within the rule. `since` is how long it has been so, `starts` what it must be mended by: a day
    without hours (`day`) where it is `all_day`.
    `facts` change when a snoozed row should be seen again. `told` are the words of its sentence, `target` what
    its action is about where that is neither an interview nor a candidate. `other` is the second interview of a
    double-booking, `other_account` where it is kept.
    """

    code: str
    severity: str
    subject: str
    since: datetime
    starts: datetime | None = None
    all_day: bool = False
    facts: str = ""
    told: Mapping[str, object] = field(default_factory=dict)
    interview: int | None = None
    candidate: int | None = None
    account: int | None = None
    project: int | None = None
    arranged: Arranged = NOBODY
    title: str = ""
    target: str = ""
    other: int | None = None
    other_account: int | None = None

    @property
    def day(self) -> date | None:
        return self.starts.astimezone(UTC).date() if self.starts and self.all_day else None


def about(meeting: Meeting, code: str, severity: str, since: datetime, **more: object) -> Finding:
    """A finding about one interview, known by it unless `subject` says otherwise."""
    told = {"who": meeting.who, "title": meeting.title}
    extra = more.pop("told", {})
    assert isinstance(extra, dict)
    values: dict[str, object] = {
        "subject": f"interview {meeting.pk}",
        "starts": meeting.begins,
        "all_day": meeting.all_day,
        "facts": f"{stamp(meeting.begins)} {meeting.word or meeting.status}",
        "interview": meeting.pk,
        "candidate": meeting.candidate,
        "account": meeting.account,
        "project": meeting.project,
        "arranged": meeting.arranged,
        "title": meeting.title,
        "told": told | extra,
    }
    return Finding(code=code, severity=severity, since=since, **(values | more))  # type: ignore[arg-type]


def of(prospect: Prospect, code: str, severity: str, since: datetime, **more: object) -> Finding:
    """A finding about one candidate."""
    values: dict[str, object] = {
        "starts": prospect.deadline,
        "facts": f"{prospect.status} {stamp(prospect.deadline)}",
        "told": {"who": prospect.who},
    }
    return Finding(
        code=code,
        severity=severity,
        subject=f"candidate {prospect.pk}",
        since=since,
        candidate=prospect.pk,
        account=prospect.account,
        project=prospect.project,
        arranged=prospect.arranged,
        **(values | more),  # type: ignore[arg-type]
    )


def stamp(at: datetime | None) -> str:
    return at.isoformat() if at else "-"


def within(at: datetime | None, now: datetime, length: timedelta) -> bool:
    """Whether a moment that is still to come is no further away than that."""
    return at is not None and now < at <= now + length
