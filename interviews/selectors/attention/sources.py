"""Where the rows of a rule come from, how many there are, and the most pressing of them.

A `Source` asks the database for exactly the rows that its rule fires for, so that they are counted there and only those
are read that are shown; the rule says of each what it finds. A `Listed` knows all its few findings at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

from interviews.attention.facts import SEVERITIES, Finding
from interviews.attention.thresholds import Thresholds
from interviews.selectors.attention.hands import (
    Hands,
    Paths,
    owned,
    owner_of,
    sleeps_until,
)
from interviews.selectors.attention.scene import Scene

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

    def look(
        self, scene: Scene, hands: Hands, asked: Asked, *, known: int | None = None
    ) -> dict[str, Found]:
        """`known` is how many there are, where that was counted before."""
        rows = self.narrowed(scene, hands, asked)
        if rows is None:
            return {}
        here = slice(asked.skip, asked.skip + asked.most + 1)
        found = self.read(rows.order_by(self.order, "pk")[here], scene)
        if len(found) <= asked.most and not asked.skip:
            count = len(found)
        else:
            count = rows.order_by().count() if known is None else known
        return {self.code: Found(found[: asked.most], count)} if count else {}

    def count(self, scene: Scene, hands: Hands, asked: Asked) -> int:
        rows = self.narrowed(scene, hands, asked)
        return 0 if rows is None else rows.order_by().count()

    def standing(self, scene: Scene, keys: Collection[int]) -> list[Finding]:
        """What the rule still finds of these."""
        return self.read(self.rows(scene).filter(**{f"{self.paths.key}__in": keys}), scene)

    def read(self, rows: QuerySet[Any], scene: Scene) -> list[Finding]:
        judged = (self.judge(one, scene.now, scene.limits) for one in self.shape(rows, scene))
        return [one for one in judged if one is not None]

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
        return self.rows(scene).filter(where)

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

    def count(self, scene: Scene, hands: Hands, asked: Asked) -> int:
        return len(self.fitting(scene, hands, asked))

    def fitting(self, scene: Scene, hands: Hands, asked: Asked) -> list[Finding]:
        milder = SEVERITIES[SEVERITIES.index(self.worst) :]
        if asked.severities and not set(asked.severities) & set(milder):
            return []
        some = [one for one in self.findings(scene) if fits(one, hands, asked, scene.now)]
        return sorted(some, key=pressing)


AnySource = Source | Listed


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
