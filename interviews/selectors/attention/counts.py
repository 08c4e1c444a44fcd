"""How many rows of the queue press, for the navigation of every page. Counts are kept for less than a minute in the
cache of a process, anew when somebody took care of something. Nothing here is told by a sync.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from time import time_ns

from django.core.cache import cache
from django.db.models import Count, Max, Sum

from candidates.models import Change, Company, Membership
from candidates.selectors.teams import read_by
from interviews.attention.facts import URGENT
from interviews.models import Handling
from interviews.selectors.attention.hands import hands_of
from interviews.selectors.attention.rules import SOURCES
from interviews.selectors.attention.scene import scene_for
from interviews.selectors.attention.shelf import kept
from interviews.selectors.attention.sources import Asked, counts

REDRAWN_EVERY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """Rows that are critical or high, awake, and somebody's own or nobody's."""

    urgent: int = 0
    critical: int = 0

    @property
    def tone(self) -> str:
        """Which mark the icon of the page carries."""
        return "critical" if self.critical else "due" if self.urgent else ""


def pressing(member: Membership, now: datetime) -> Pressing:
    """One statement, and those of the rules where nothing is kept."""
    key = f"queue-{member.company_id}-{member.user_id}-{handled(member.company)}"
    return kept(key, now, lambda: counted(member, now))


def awake(member: Membership, now: datetime) -> int:
    """All rows, whoever takes care of them. The same cost."""
    reader = member.user_id if read_by(member) else "all"
    key = f"queue-{member.company_id}-of-{reader}-{handled(member.company)}"
    return kept(key, now, lambda: counted_all(member, now))


def counted_all(member: Membership, now: datetime) -> int:
    scene, hands = scene_for(member, now), hands_of(member.company_id)
    return sum(counts(scene, hands, [(one, Asked(most=0)) for one in SOURCES]))


def forget(company_id: int) -> None:
    """What is kept in this process: somebody changed here what the rules look at."""
    cache.set(f"queue-{company_id}-forgotten", time_ns(), None)


def counted(member: Membership, now: datetime) -> Pressing:
    scene, hands = scene_for(member, now), hands_of(member.company_id)
    ours: frozenset[int | None] = frozenset([member.user_id, None])
    asked = {word: Asked(most=0, owners=ours, severities=(word,)) for word in URGENT}
    questions = [(one, asked[word]) for one in SOURCES if one.worst in URGENT for word in URGENT]
    found = dict.fromkeys(URGENT, 0)
    for (_source, some), number in zip(questions, counts(scene, hands, questions), strict=True):
        found[some.severities[0]] += number
    return Pressing(urgent=sum(found.values()), critical=found["critical"])


def handled(company: Company) -> str:
    """What changes when somebody takes, gives, snoozes or wakes a row."""
    found = Handling.objects.filter(company=company).aggregate(
        last=Max("at"),
        number=Count("pk"),
        whose=Sum("assignee"),
        asleep=Count("snoozed_until"),
        until=Max("snoozed_until"),
    )
    found["forgotten"] = cache.get(f"queue-{company.pk}-forgotten")
    return sha256(repr(sorted(found.items())).encode()).hexdigest()[:16]


def mark_of(company: Company, now: datetime) -> str:
    """What changes when a page of this company should be drawn anew: by a change of a record, or by the clock."""
    last = Change.objects.filter(company=company).aggregate(last=Max("pk"))["last"] or 0
    return f"{last}.{int(now.timestamp()) // REDRAWN_EVERY}"
