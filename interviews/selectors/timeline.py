"""The story of one interview in words: what was, what is, when, and who says so."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Change, Project, User
from candidates.statuses import CandidateStatus, Role
from candidates.times import dated_day
from candidates.transitions import is_usual
from interviews.models import AtsUser, Conflict, Interview, Interviewer, Job, Stage
from interviews.selectors.conflicts import NAMED
from interviews.statuses import InterviewStatus, ResponseStatus

MOST_CHANGES = 200
MOST_CONFLICTS = 40
Text = str | Promise
Told = datetime | date | Text | None


def as_is(value: Any) -> Told:
    return None if value is None else str(value)


def as_moment(value: Any) -> Told:
    return parse_datetime(value) if value else None


def as_day(value: Any) -> Told:
    return parse_date(value) if value else None


def as_status(value: Any) -> Told:
    words: dict[Any, Told] = dict(InterviewStatus.choices)
    return words.get(value, value)


def as_candidate_status(value: Any) -> Told:
    words: dict[Any, Told] = dict(CandidateStatus.choices)
    return words.get(value, value)


def as_answer(value: Any) -> Told:
    words: dict[Any, Told] = dict(ResponseStatus.choices)
    return words.get(value, value)


def as_role(value: Any) -> Told:
    words: dict[Any, Told] = dict(Role.choices)
    return words.get(value, value)


def as_part(value: Any) -> Told:
    return _("yes") if value else None


def as_days(value: Any) -> Told:
    """An absence is kept as its first and its last day."""
    return (
        " – ".join(dated_day(date.fromisoformat(day)) for day in value.split("/"))
        if value
        else None
    )


def as_hours(value: Any) -> Told:
    """The hours of each day of a week from Monday on, nothing on a day off."""
    days = zip(WEEKDAYS_ABBR.values(), value or (), strict=False)
    return ", ".join(f"{day} {hours[0]}–{hours[1]}" for day, hours in days if hours) or None


@dataclass(frozen=True, slots=True)
class Field:
    """How a changed column is told. `names` is the model whose rows its numbers mean."""

    label: Text
    read: Callable[[Any], Told] = as_is
    names: type[Model] | None = None


OF_INTERVIEW = {
    "start_at": Field(_("Start"), as_moment),
    "end_at": Field(_("End"), as_moment),
    "start_date": Field(_("First day"), as_day),
    "end_date": Field(_("End day"), as_day),
    "status": Field(_("Status"), as_status),
    "vendor_status": Field(_("Vendor's word")),
    "location": Field(_("Place")),
    "meeting_url": Field(_("Meeting link")),
    "title": Field(_("Title")),
    "kind": Field(_("Kind")),
    "round": Field(_("Round")),
    "candidate_id": Field(_("Candidate"), names=Candidate),
    "job_id": Field(_("Job"), names=Job),
    "stage_id": Field(_("Stage"), names=Stage),
    "organizer_id": Field(_("Organizer"), names=AtsUser),
    "coordinator_id": Field(_("Coordinator"), names=User),
    "time_zone": Field(_("Time zone")),
    "proposed_start_at": Field(_("Proposed start"), as_moment),
    "proposed_end_at": Field(_("Proposed end"), as_moment),
}
OF_SEAT = {
    "response_status": Field(_("Answer"), as_answer),
    "vendor_response_status": Field(_("Vendor's word")),
    "scorecard_remote_id": Field(_("Scorecard")),
    "name": Field(_("Name")),
    "email": Field(_("E-mail")),
}
OF_CANDIDATE = {
    "status": Field(_("Status"), as_candidate_status),
    "vendor_status": Field(_("Vendor's word")),
    "deadline": Field(_("Deadline"), as_moment),
    "name": Field(_("Name")),
    "email": Field(_("E-mail")),
    "phone": Field(_("Phone")),
    "time_zone": Field(_("Time zone")),
    "project_id": Field(_("Project"), names=Project),
    "coordinator_id": Field(_("Coordinator"), names=User),
    "photo": Field(_("Photo")),
    "cv": Field(_("CV")),
}
OF_IDENTITY = {
    "hours": Field(_("Working hours"), as_hours),
    "daily_limit": Field(_("Interviews a day at most")),
    "weekly_limit": Field(_("Interviews a week at most")),
    "time_zone": Field(_("Time zone")),
    "paused": Field(_("Paused: no new interviews"), as_part),
    "absence": Field(_("Absence"), as_days),
}
OF_PART = {
    "interview_manager": Field(_("Interview manager"), as_part),
    "evaluator": Field(_("Evaluator"), as_part),
    "reviewer": Field(_("Reviewer"), as_part),
}
OF_CONFLICT = {"override_reason": Field(_("Conflict is fine because"))}
FIELDS = {
    "interview": OF_INTERVIEW,
    "interviewer": OF_SEAT,
    "candidate": OF_CANDIDATE,
    "conflict": OF_CONFLICT,
    "intervieweridentity": OF_IDENTITY,
    "membership": {"role": Field(_("Role"), as_role)},
    "projectrole": OF_PART,
}


@dataclass(frozen=True, slots=True)
class Line:
    label: Text
    old: Told
    new: Told


@dataclass(slots=True)
class Entry:
    """One change. `who` is the seat it is about, where it is about one."""

    change: Change
    lines: list[Line]
    who: str = ""

    @property
    def at(self) -> datetime:
        return self.change.at

    @property
    def of_seat(self) -> bool:
        return self.change.subject == "interviewer"

    @property
    def unusual(self) -> bool:
        """Whether a vendor moved their candidate in a way that the table of moves does not know."""
        told = self.change.fields.get("status")
        if self.change.subject != "candidate" or self.change.account_id is None or not told:
            return False
        return not is_usual(*told)


@dataclass(frozen=True, slots=True)
class Turn:
    """A conflict when it was found, or when it was over, with the other interview where it is about two.

    It is told from where conflicts are kept. As changes they would be news: to other systems, and to those who keep
    conflicts by following the changes.
    """

    conflict: Conflict
    at: datetime
    over: bool
    other: Interview | None


def timeline(interview_id: int) -> list[Entry | Turn]:
    """Newest first. What only shows inside the hub (derived columns, references) is not told."""
    told: list[Entry | Turn] = [*turns(interview_id)]
    told += entries(Change.objects.filter(interview_id=interview_id))
    return sorted(told, key=lambda one: one.at, reverse=True)


def turns(interview_id: int) -> list[Turn]:
    """Of the last conflicts, newest first; one statement."""
    about = Q(first=interview_id) | Q(second=interview_id)
    rows = Conflict.objects.filter(about).select_related(*NAMED).order_by("-pk")[:MOST_CONFLICTS]
    found = []
    for one in rows:
        other = one.second if one.first_id == interview_id else one.first
        if one.closed_at is not None:
            found.append(Turn(one, one.closed_at, over=True, other=other))
        found.append(Turn(one, one.opened_at, over=False, other=other))
    return found


def story_of(candidate_id: int) -> list[Entry]:
    """The same for a candidate, without what happened to their interviews."""
    return entries(Change.objects.filter(candidate_id=candidate_id, subject="candidate"))


def entries(of: QuerySet[Change]) -> list[Entry]:
    changes = list(of.select_related("account", "actor").order_by("-id")[:MOST_CHANGES])
    told = in_words(changes)
    return [entry for entry in told if entry.lines or entry.change.kind != Change.Kind.UPDATED]


def in_words(changes: Sequence[Change]) -> list[Entry]:
    """As many statements as there are kinds of records that the changes refer to."""
    names = names_in(changes)
    seats = Interviewer.objects.in_bulk(
        {change.subject_id for change in changes if change.subject == "interviewer"}
    )
    found = []
    for change in changes:
        seat = seats.get(change.subject_id) if change.subject == "interviewer" else None
        who = (seat.name or seat.email or "") if seat else ""
        found.append(Entry(change, lines_of(change, names), who))
    return found


Names = dict[type[Model], dict[int, str]]


def names_in(changes: Iterable[Change]) -> Names:
    """The rows that changed references mean, one statement for each kind that occurs."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for change in changes:
        for column, told in FIELDS.get(change.subject, {}).items():
            if told.names and column in change.fields:
                wanted[told.names] |= {pk for pk in change.fields[column] if pk is not None}
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=pks)}
        for model, pks in wanted.items()
    }


def lines_of(change: Change, names: Names) -> list[Line]:
    if change.kind != Change.Kind.UPDATED:
        return []
    told = FIELDS.get(change.subject, {})
    lines = []
    for column, field in told.items():
        if column not in change.fields:
            continue
        if column == "vendor_status" and "status" in change.fields:
            continue
        old, new = (value_of(field, value, names) for value in change.fields[column])
        lines.append(Line(field.label, old, new))
    return lines


def value_of(field: Field, value: Any, names: Names) -> Told:
    if field.names is None:
        return field.read(value)
    return None if value is None else names.get(field.names, {}).get(value, f"#{value}")
