"""Who takes care of what, and what sleeps: as plain values for one row, and as conditions for many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from candidates.models import User
from candidates.selectors.teams import colleagues
from interviews.attention.facts import Finding
from interviews.coordination import Colleagues
from interviews.models import Handling
from interviews.selectors.coordinators import among

NOTHING = Q(pk__in=[])
Handled = Mapping[tuple[str, str], Handling]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What was said of rows, and the colleagues with who of them arranges which interviews."""

    handled: Handled
    people: Mapping[int, User]
    arranging: Colleagues

    def taken(self, code: str, kind: str) -> dict[int, int]:
        """Who took which rows of a rule, by the key of what they are about."""
        return {
            pk: one.assignee_id
            for (rule, subject), one in self.handled.items()
            if rule == code
            and one.assignee_id is not None
            and one.assignee_id in self.people
            and (pk := key_in(subject, kind)) is not None
        }

    def asleep(self, code: str, kind: str, now: datetime) -> list[int]:
        """Rows that somebody put to sleep until later, if they still are what they were."""
        return [
            pk
            for (rule, subject), one in self.handled.items()
            if rule == code
            and one.snoozed_until is not None
            and one.snoozed_until > now
            and (pk := key_in(subject, kind)) is not None
        ]


def hands_of(company_id: int) -> Hands:
    """Three statements."""
    people = {one.pk: one for one in colleagues(company_id).order_by("first_name", "username")}
    return Hands(
        handled={
            (one.rule, one.subject): one for one in Handling.objects.filter(company_id=company_id)
        },
        people=people,
        arranging=among(company_id, people.values()),
    )


def key_in(subject: str, kind: str) -> int | None:
    """`7` in `seat 7`."""
    name, _space, pk = subject.partition(" ")
    return int(pk) if name == kind and pk.isdecimal() else None


def taken_by(finding: Finding, hands: Hands) -> int | None:
    """Who was handed just this row."""
    one = hands.handled.get((finding.code, finding.subject[:120]))
    return one.assignee_id if one and one.assignee_id in hands.people else None


def owner_of(finding: Finding, hands: Hands) -> int | None:
    """Whoever was handed the row, else whoever arranges the interview; None is nobody."""
    return taken_by(finding, hands) or hands.arranging.coordinator_of(finding.arranged)


def sleeps_until(finding: Finding, hands: Hands, now: datetime) -> datetime | None:
    """None where it is awake: its time has come, or it is not what it was."""
    one = hands.handled.get((finding.code, finding.subject[:120]))
    if one is None or one.snoozed_until is None or one.snoozed_until <= now:
        return None
    return one.snoozed_until if one.facts == finding.facts[:200] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """From a row of a rule to what its finding is about; "" where it has no such thing. The last four lead to whoever
    was chosen to arrange it, organizes it at the vendor, looks after its candidate, or arranges its project.
    """

    key: str = "pk"
    account: str = "account"
    project: str = "project"
    chosen: str = ""
    organizer: str = ""
    by_candidate: str = ""
    by_project: str = "project__coordinator"


def paths_over(interview: str) -> Paths:
    """`interview` leads to the interview, and ends in `__` unless it is one."""
    return Paths(
        account=f"{interview}account",
        project=f"{interview}candidate__project",
        chosen=f"{interview}coordinator",
        organizer=f"{interview}organizer__identity",
        by_candidate=f"{interview}candidate__coordinator",
        by_project=f"{interview}candidate__project__coordinator",
    )


def owned(paths: Paths, own: Mapping[int, int], hands: Hands, owners: Iterable[int | None]) -> Q:
    """The rows of these owners, the same as `owner_of` says of each; `own` is who was handed which row."""
    found = NOTHING
    for owner in owners:
        handed = [pk for pk, user in own.items() if user == owner]
        found |= among_these(paths.key, handed)
        found |= beyond(paths.key, own) & arranged_by(owner, paths, hands)
    return found


def arranged_by(owner: int | None, paths: Paths, hands: Hands) -> Q:
    known = hands.arranging.known
    not_chosen = beyond(paths.chosen, hands.people)
    not_named = not_chosen & beyond(paths.organizer, known)
    nobodys = not_named & beyond(paths.by_candidate, hands.people)
    if owner is None:
        return nobodys & beyond(paths.by_project, hands.people)
    own = [person for person, user in known.items() if user == owner]
    return (
        among_these(paths.chosen, [owner])
        | (not_chosen & among_these(paths.organizer, own))
        | (not_named & among_these(paths.by_candidate, [owner]))
        | (nobodys & among_these(paths.by_project, [owner]))
    )


def among_these(path: str, keys: Iterable[int]) -> Q:
    some = list(keys)
    return Q(**{f"{path}__in": some}) if path and some else NOTHING


def beyond(path: str, keys: Iterable[int]) -> Q:
    """All but these; where there are none, all. What has nothing there is beyond too."""
    some = list(keys)
    return Q(**{path: None}) | ~Q(**{f"{path}__in": some}) if path and some else ~NOTHING
