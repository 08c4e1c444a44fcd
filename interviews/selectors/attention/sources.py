"""Where the rows of a rule come from, how many there are, and the most pressing of them.

A `Source` asks the database for exactly the rows that its rule fires for, so that they are counted there and only those
are read that are shown; the rule says of each what it finds. A `Listed` knows all its few findings at once. Many are
looked at together: their rows are counted and ranked by one statement.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Window

from interviews.attention.facts import SEVERITIES, Finding
from interviews.attention.thresholds import Thresholds
from interviews.selectors.attention.hands import (
    Hands,
    Paths,
    key_in,
    owned,
    owner_of,
    sleeps_until,
)
from interviews.selectors.attention.scene import Scene
from interviews.selectors.attention.together import counted_together, ranked_together

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
Severities = Mapping[str, Q]
Judge = Callable[[Any, datetime, Thresholds], Finding | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`owners` are colleagues' keys, None among them is nobody's; null is whoever. `most` rows are read, behind
    so many that are skipped.
    """

    most: int
    owners: frozenset[int | None] | None = None
    project: int | None = None
    account: int | None = None
    severities: tuple[str, ...] = ()
    asleep: bool = False
    skip: int = 0


@dataclass(slots=True)
class Found:
    """The most pressing rows, in order, and how many there are."""

    rows: list[Finding] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`kind` is what its subjects are (`seat` of `seat 7`), `worst` the severity that none is above. `severities` part
    the rows, the worst first. `shape` reads rows as the plain values that `judge` takes.
    """

    code: str
    worst: str
    kind: str = "interview"
    paths: Paths
    rows: Callable[[Scene], QuerySet[Any]]
    order: str
    shape: Callable[[QuerySet[Any], Scene], Iterable[Any]]
    judge: Judge
    severities: Callable[[Scene], Severities] | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.code,)

    def ranked(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any, Any]:
        """The keys of the most pressing rows, each with how many rows there are in all."""
        here = slice(asked.skip, asked.skip + asked.most)
        counted = rows.order_by(self.order, "pk").annotate(in_all=Window(Count("*")))
        ranked: QuerySet[Any, Any] = counted.values_list("pk", "in_all")[here]
        return ranked

    def standing(self, scene: Scene, keys: Collection[int]) -> list[Finding]:
        """What the rule still finds of these."""
        return self.read(self.rows(scene).filter(**{f"{self.paths.key}__in": keys}), scene)

    def read(self, rows: QuerySet[Any], scene: Scene) -> list[Finding]:
        return self.judged(self.shape(rows, scene), scene)

    def judged(self, values: Iterable[Any], scene: Scene) -> list[Finding]:
        found = (self.judge(one, scene.now, scene.limits) for one in values)
        return [one for one in found if one is not None]

    def narrowed(self, scene: Scene, hands: Hands, asked: Asked) -> QuerySet[Any] | None:
        """None where nothing can be left."""
        paths = self.paths
        where = self.of_severities(scene, asked.severities)
        if where is None or (asked.project and not paths.project):
            return None
        if asked.project:
            where &= Q(**{paths.project: asked.project})
        if asked.account:
            where &= Q(**{paths.account: asked.account})
        own = hands.taken(self.code, self.kind)
        if asked.owners is not None:
            where &= owned(paths, own, hands, asked.owners)
        sleeping = self.sleeping(scene, hands)
        if asked.asleep and not sleeping:
            return None
        if sleeping:
            asleep = Q(**{f"{paths.key}__in": sleeping})
            where &= asleep if asked.asleep else ~asleep
        rows = self.rows(scene)
        return rows.filter(where) if where else rows

    def of_severities(self, scene: Scene, wanted: Collection[str]) -> Q | None:
        parts = self.severities(scene) if self.severities else {self.worst: Q()}
        if not wanted or set(parts) <= set(wanted):
            return Q()
        some = [where for severity, where in parts.items() if severity in wanted]
        if not some:
            return None
        found = some[0]
        for one in some[1:]:
            found |= one
        return found

    def sleeping(self, scene: Scene, hands: Hands) -> list[int]:
        keys = hands.asleep(self.code, self.kind, scene.now)
        if not keys:
            return []
        return [
            int(one.subject.partition(" ")[2])
            for one in self.standing(scene, keys)
            if sleeps_until(one, hands, scene.now)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A rule, or some, whose findings are few, or are only known together."""

    codes: tuple[str, ...]
    worst: str
    findings: Callable[[Scene], Iterable[Finding]]

    def look(self, scene: Scene, hands: Hands, asked: Asked) -> dict[str, Found]:
        found: dict[str, Found] = {}
        for one in self.fitting(scene, hands, asked):
            of_rule = found.setdefault(one.code, Found())
            of_rule.rows.append(one)
            of_rule.count += 1
        for of_rule in found.values():
            of_rule.rows = of_rule.rows[: asked.most]
        return found

    def fitting(self, scene: Scene, hands: Hands, asked: Asked) -> list[Finding]:
        milder = SEVERITIES[SEVERITIES.index(self.worst) :]
        if asked.severities and not set(asked.severities) & set(milder):
            return []
        some = [one for one in self.findings(scene) if fits(one, hands, asked, scene.now)]
        return sorted(some, key=pressing)


AnySource = Source | Listed
Question = tuple[AnySource, Asked]


def looked_at(
    scene: Scene, hands: Hands, asked: Asked, sources: Iterable[AnySource]
) -> dict[str, Found]:
    """By rule. One statement for all, and those that read what is found."""
    found: dict[str, Found] = {}
    sources = list(sources)
    tables = [
        (one, rows)
        for one in sources
        if isinstance(one, Source) and (rows := one.narrowed(scene, hands, asked)) is not None
    ]
    ranks = ranked_together([one.ranked(rows, asked) for one, rows in tables])
    full = [
        (one, rows, ranked) for (one, rows), ranked in zip(tables, ranks, strict=True) if ranked
    ]
    keys = [{key for key, _in_all in ranked} for _one, _rows, ranked in full]
    read = read_together([(one, rows) for one, rows, _ranked in full], keys, scene)
    for (one, _rows, ranked), shown in zip(full, read, strict=True):
        in_all = ranked[0][1]
        count = in_all if in_all > len(ranked) else len(shown)
        add(found, one.code, Found(shown, count), asked.most)
    for listed in sources:
        if isinstance(listed, Listed):
            for code, some in listed.look(scene, hands, asked).items():
                add(found, code, some, asked.most)
    return found


def read_together(
    tables: Sequence[tuple[Source, QuerySet[Any]]], keys: Sequence[set[int]], scene: Scene
) -> list[list[Finding]]:
    """Of each source the rows that were just ranked, in no order. Those that are read alike are read together, by their
    keys alone; a table that has more to know of each row is read for itself.
    """
    alike: dict[Any, list[int]] = defaultdict(list)
    for place, (one, rows) in enumerate(tables):
        alike[place if rows.query.annotations else (rows.model, one.shape)].append(place)
    found: list[list[Finding]] = [[] for _ in tables]
    for places in alike.values():
        source, rows = tables[places[0]]
        some = rows if rows.query.annotations else rows.model.objects.all()
        wanted = {key for place in places for key in keys[place]}
        values = list(source.shape(some.filter(pk__in=wanted).order_by(), scene))
        for place in places:
            one, own = tables[place][0], keys[place]
            judged = one.judged(values, scene)
            found[place] = [row for row in judged if key_in(row.subject, one.kind) in own]
    return found


def add(found: dict[str, Found], code: str, some: Found, most: int) -> None:
    if some.rows:
        of_rule = found.setdefault(code, Found())
        of_rule.rows = sorted((*of_rule.rows, *some.rows), key=pressing)[:most]
        of_rule.count += some.count


def counts(scene: Scene, hands: Hands, questions: Sequence[Question]) -> list[int]:
    """How many rows each source has of what is asked. One statement, and those of lists."""
    tables = [
        one.narrowed(scene, hands, asked) if isinstance(one, Source) else None
        for one, asked in questions
    ]
    return [
        len(one.fitting(scene, hands, asked)) if isinstance(one, Listed) else number
        for (one, asked), number in zip(questions, counted_together(tables), strict=True)
    ]


def pressing(one: Finding) -> tuple[int, datetime, datetime, str]:
    """Severity, then time to start, then age."""
    return (SEVERITIES.index(one.severity), one.starts or NEVER, one.since, one.subject)


def fits(one: Finding, hands: Hands, asked: Asked, now: datetime) -> bool:
    """The same as `narrowed` asks of the database."""
    return (
        asked.project in (None, one.project)
        and asked.account in (None, one.account)
        and (not asked.severities or one.severity in asked.severities)
        and (asked.owners is None or owner_of(one, hands) in asked.owners)
        and (sleeps_until(one, hands, now) is not None) == asked.asleep
    )
