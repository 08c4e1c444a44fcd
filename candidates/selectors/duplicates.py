"""Candidates of several systems who may be one human being. A constant number of statements, each over groups of
equal keys: nobody is compared with everybody.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import F, Max, Min, QuerySet
from django.db.models.functions import Coalesce, Length

from candidates.matching import SHORTEST_PHONE, Traits, evidence, is_likely
from candidates.models import Candidate, Distinct
from candidates.models.match_keys import EMAIL, NAME, OF_COMMON_LENGTH, PHONE

GROUPS = 300
MOST_IN_A_GROUP = 8
PAIRS = 50
DECIDED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """`evidence` are codes of candidates.matching; `first` has the lower key."""

    first: Candidate
    second: Candidate
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    pairs: list[Pair]
    more: int
    decided: list[Distinct]


def suggestions(company_id: int) -> Suggestions:
    """Those that most speaks for come first."""
    likely: dict[tuple[int, int], Pair] = {}
    rows = Candidate.objects.filter(company=company_id, deleted_at=None)
    reached = rows.filter(email__isnull=False)
    long_enough = rows.filter(phone__isnull=False).annotate(digits=Length(PHONE))
    called = long_enough.filter(digits__gte=SHORTEST_PHONE)
    named = rows.filter(OF_COMMON_LENGTH)
    for some, key in ((reached, EMAIL), (called, PHONE), (named, NAME)):
        for group in groups(some, key):
            for first, second in combinations(group[:MOST_IN_A_GROUP], 2):
                pair = pair_of(first, second)
                if pair is not None:
                    likely[first.pk, second.pk] = pair
    decided = Distinct.objects.filter(company=company_id).select_related("first", "second")
    said = set(decided.values_list("first_id", "second_id"))
    found = [pair for keys, pair in likely.items() if keys not in said]
    found.sort(key=lambda pair: (-len(pair.evidence), pair.first.pk, pair.second.pk))
    return Suggestions(
        pairs=found[:PAIRS],
        more=max(0, len(found) - PAIRS),
        decided=list(decided.select_related("said_by").order_by("-at", "-pk")[:DECIDED]),
    )


def pair_between(company_id: int, first: int, second: int) -> Pair | None:
    """These two, where they may still be the same. Two statements."""
    rows = Candidate.objects.filter(company=company_id, deleted_at=None, pk__in=(first, second))
    both = list(rows.select_related("account", "project").order_by("pk"))
    said = Distinct.objects.filter(company=company_id, first=first, second=second)
    return pair_of(*both) if len(both) == 2 and not said.exists() else None


def groups(rows: QuerySet[Any], key: Any) -> Iterable[list[Candidate]]:
    """Of equal keys, where not all of a group are the same person already. Two statements, the first without sorting
    everybody.
    """
    keyed = rows.annotate(key=key).exclude(key="").filter(key__isnull=False)
    who = Coalesce("person_id", F("pk") * -1)
    grouped = keyed.values("key").annotate(lowest=Min(who), highest=Max(who))
    several = grouped.filter(highest__gt=F("lowest")).order_by("key")
    keys = list(several.values_list("key", flat=True)[:GROUPS])
    found: dict[str, list[Candidate]] = defaultdict(list)
    members = keyed.filter(key__in=keys).select_related("account", "project")
    for row in members.order_by("pk"):
        found[row.key].append(row)
    return found.values()


def pair_of(first: Candidate, second: Candidate) -> Pair | None:
    if first.person_id is not None and first.person_id == second.person_id:
        return None
    found = evidence(traits_of(first), traits_of(second))
    return Pair(first=first, second=second, evidence=found) if is_likely(found) else None


def traits_of(row: Candidate) -> Traits:
    return Traits(name=row.name, email=row.email, phone=row.phone, address=row.address)
