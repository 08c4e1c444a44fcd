"""The queue as somebody sees it: who takes care of each row, what sleeps, what was asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q

from candidates.models import Membership, User
from interviews.attention.facts import SEVERITIES, URGENT, Finding
from interviews.attention.table import RULES, Rule
from interviews.models import Interviewer
from interviews.ports import ports
from interviews.selectors.attention.hands import (
    Hands,
    hands_of,
    key_in,
    owner_of,
    sleeps_until,
    taken_by,
)
from interviews.selectors.attention.rules import SOURCES, sources_of
from interviews.selectors.attention.scene import Scene, System, scene_for
from interviews.selectors.attention.sources import (
    Asked,
    Found,
    Listed,
    Source,
    counts,
    looked_at,
    pressing,
)
from interviews.selectors.attention.unseen import Unseen, unseen
from interviews.selectors.coordinators import MINE, UNASSIGNED
from interviews.statuses import ResponseStatus

EVERYONE = "everyone"
AT_VENDOR = ("reschedule", "cancel", "panel")
Closed = Mapping[int, Mapping[str, str]]
WITHOUT_FEEDBACK = Q(scorecard=None, scorecard_remote_id=None) | Q(
    scorecard__isnull=False, scorecard__submitted_at=None
)
PAGE, SHARED, FEWEST, MOST = 50, 60, 5, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`owner` is whoever took it or arranges the interview; `until` is set while it sleeps. `other_system` is that of
    the second interview of a double-booking. `closed` says of both why they cannot be changed from here
    (interviews.ports.Vendors). `owing` are those whose feedback is not in.
    """

    finding: Finding
    rule: Rule
    system: System | None
    other_system: System | None = None
    closed: Closed = field(default_factory=dict)
    owing: tuple[Interviewer, ...] = ()
    owner: User | None = None
    assigned: bool = False
    until: datetime | None = None

    @property
    def key(self) -> str:
        return f"{self.finding.code} {self.finding.subject}"

    def why_not(self, door: str, interview: int | None) -> str:
        return self.closed.get(interview or 0, {}).get(door, "")

    @property
    def urgent(self) -> bool:
        return self.finding.severity in URGENT


@dataclass(slots=True)
class Group:
    """The most pressing rows of one rule, of so many."""

    rule: Rule
    why: str
    rows: list[Row]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`who` is `mine`, `unassigned`, `everyone`, or a colleague's id; pages are those of a rule."""

    who: str = EVERYONE
    project: int | None = None
    account: int | None = None
    severities: tuple[str, ...] = ()
    code: str = ""
    asleep: bool = False
    page: int = 1


@dataclass(slots=True, kw_only=True)
class Queue:
    """`groups` are in the order of their most pressing rows, `count` is of all rows, shown or not."""

    colleagues: list[User]
    groups: list[Group] = field(default_factory=list)
    unseen: Unseen = field(default_factory=Unseen)
    page: int = 1
    pages: int = 1

    @property
    def count(self) -> int:
        return sum(one.count for one in self.groups)


def queue(member: Membership, wanted: Wanted, now: datetime) -> Queue:
    scene, hands = scene_for(member, now), hands_of(member.company_id)
    shown = Queue(colleagues=list(hands.people.values()), unseen=unseen(scene))
    asked = asked_of(wanted, member)
    found = (
        whole(scene, hands, asked)
        if not wanted.code
        else a_page(scene, hands, asked, wanted, shown)
    )
    ranked = sorted(found.items(), key=lambda one: pressing(one[1].rows[0]))
    around = around_of([finding for of_rule in found.values() for finding in of_rule.rows])
    shown.groups = [
        Group(
            rule=RULES[code],
            why=str(RULES[code].why) % told(scene),
            rows=[row_of(finding, scene, hands, around) for finding in of_rule.rows],
            count=of_rule.count,
        )
        for code, of_rule in ranked
    ]
    return shown


def asked_of(wanted: Wanted, member: Membership) -> Asked:
    return Asked(
        most=MOST,
        owners=owners_in(wanted, member.user_id),
        project=wanted.project,
        account=wanted.account,
        severities=wanted.severities,
        asleep=wanted.asleep,
    )


def owners_in(wanted: Wanted, user_id: int) -> frozenset[int | None] | None:
    if wanted.who == EVERYONE:
        return None
    if wanted.who == UNASSIGNED:
        return frozenset([None])
    return frozenset([user_id if wanted.who == MINE else int(wanted.who)])


def whole(scene: Scene, hands: Hands, asked: Asked) -> dict[str, Found]:
    """Of every rule so many rows that the page stays short."""
    found = looked_at(scene, hands, asked, SOURCES)
    most = max(FEWEST, SHARED // max(len(found), 1))
    for of_rule in found.values():
        of_rule.rows = of_rule.rows[:most]
    return found


def a_page(
    scene: Scene, hands: Hands, asked: Asked, wanted: Wanted, shown: Queue
) -> dict[str, Found]:
    """Of one rule; its page is brought into bounds."""
    sources = sources_of(wanted.code)
    number = sum(counts(scene, hands, [(one, asked) for one in sources]))
    shown.pages = max(-(-number // PAGE), 1)
    shown.page = min(wanted.page, shown.pages)
    before = (shown.page - 1) * PAGE
    if len(sources) == 1 and isinstance(sources[0], Source):
        found = looked_at(scene, hands, replace(asked, most=PAGE, skip=before), sources)
    else:
        found = looked_at(scene, hands, replace(asked, most=before + PAGE), sources)
        for of_rule in found.values():
            of_rule.rows = of_rule.rows[before:]
    return {code: one for code, one in found.items() if code == wanted.code and one.rows}


def top(member: Membership, now: datetime, most: int) -> list[Row]:
    """The most pressing rows that are awake: one severity after another, until there are enough. Tables are asked for
    no other, lists for all they have as soon as it may be that bad.
    """
    scene, hands = scene_for(member, now), hands_of(member.company_id)
    found: list[Finding] = []
    for number, severity in enumerate(SEVERITIES):
        lists = [one for one in SOURCES if isinstance(one, Listed) and one.worst == severity]
        tables = [one for one in SOURCES if isinstance(one, Source)]
        for asked, sources in (
            (Asked(most=most), lists),
            (Asked(most=most, severities=(severity,)), tables),
        ):
            some = looked_at(scene, hands, asked, sources)
            found += [finding for of_rule in some.values() for finding in of_rule.rows]
        if sum(SEVERITIES.index(one.severity) <= number for one in found) >= most:
            break
    shown = sorted(found, key=pressing)[:most]
    around = around_of(shown)
    return [row_of(one, scene, hands, around) for one in shown]


def all_of(member: Membership, wanted: Wanted, now: datetime, most: int) -> list[Finding]:
    """Every row of one rule that is asked for, the most pressing first, up to so many."""
    scene, hands = scene_for(member, now), hands_of(member.company_id)
    asked = replace(asked_of(wanted, member), most=most)
    found = looked_at(scene, hands, asked, sources_of(wanted.code))
    return found[wanted.code].rows if wanted.code in found else []


def standing(scene: Scene, keys: Collection[tuple[str, str]]) -> list[Finding]:
    """What is still found of rows, which are named by their rule and what they are about."""
    by_code: dict[str, set[str]] = defaultdict(set)
    for code, subject in keys:
        by_code[code].add(subject)
    found = []
    for code, subjects in by_code.items():
        for source in sources_of(code) if code else ():
            if isinstance(source, Source):
                pks = {pk for one in subjects if (pk := key_in(one, source.kind)) is not None}
                found += source.standing(scene, pks) if pks else []
            else:
                some = source.findings(scene)
                found += [one for one in some if one.code == code and one.subject[:120] in subjects]
    return found


@dataclass(frozen=True, slots=True)
class Around:
    """What rows say beyond their findings, by interview."""

    closed: Closed
    owing: Mapping[int, list[Interviewer]]


def around_of(findings: Collection[Finding]) -> Around:
    return Around(closed_to(findings), owing_on(findings))


def owing_on(findings: Iterable[Finding]) -> dict[int, list[Interviewer]]:
    """The seats whose feedback is not in, of the interviews that wait for it."""
    asked = {one.interview for one in findings if one.code == "feedback.overdue"} - {None}
    found: dict[int, list[Interviewer]] = defaultdict(list)
    if asked:
        seats = Interviewer.objects.filter(WITHOUT_FEEDBACK, interview__in=asked, deleted_at=None)
        for seat in seats.exclude(response_status=ResponseStatus.DECLINED).order_by("pk"):
            found[seat.interview_id or 0].append(seat)
    return found


def closed_to(findings: Iterable[Finding]) -> Closed:
    """Of the interviews whose action is one at their vendor."""
    asked = {
        pk
        for one in findings
        if one.other is not None or RULES[one.code].door in AT_VENDOR
        for pk in (one.interview, one.other)
        if pk is not None
    }
    return ports.vendors.closed(asked) if asked else {}


def row_of(finding: Finding, scene: Scene, hands: Hands, around: Around) -> Row:
    return Row(
        finding=finding,
        rule=RULES[finding.code],
        system=scene.systems.get(finding.account or 0),
        other_system=scene.systems.get(finding.other_account or 0),
        closed=around.closed,
        owing=tuple(around.owing.get(finding.interview or 0, ())),
        owner=hands.people.get(owner_of(finding, hands) or 0),
        assigned=taken_by(finding, hands) is not None,
        until=sleeps_until(finding, hands, scene.now),
    )


def told(scene: Scene) -> dict[str, object]:
    return {name: getattr(scene.limits, name) for name in scene.limits.__slots__}
