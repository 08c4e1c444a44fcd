"""What becomes of each row, from what it says and who is there already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from candidates.imports.values import Read, Told
from candidates.models import BatchRow

Outcome = BatchRow.Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate of the project who has this e-mail address, and what they are called there."""

    pk: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`candidate` is who the row means, `news` what would change of them."""

    outcome: Outcome
    told: list[Told] = field(default_factory=list)
    candidate: int | None = None
    news: dict[str, Any] = field(default_factory=dict)


def foresee(
    rows: Iterable[tuple[int, Read]], known: Mapping[str, Sequence[Known]]
) -> dict[int, Verdict]:
    """By number of the row. The first of several with one address counts, the others are told which it was."""
    first: dict[str, int] = {}
    verdicts: dict[int, Verdict] = {}
    for number, read in rows:
        verdict = judge(read, known.get(read.key, ()))
        if verdict.outcome != Outcome.ERROR and first.setdefault(read.key, number) != number:
            message = gettext("The same e-mail address is in row %d.") % first[read.key]
            verdict = Verdict(Outcome.DUPLICATE, [{"field": "email", "message": message}])
        verdicts[number] = verdict
    return verdicts


def judge(read: Read, known: Sequence[Known]) -> Verdict:
    """One row by itself."""
    if read.told:
        return Verdict(Outcome.ERROR, read.told)
    if len(known) > 1:
        message = gettext("Several candidates of this project have this e-mail address.")
        return Verdict(Outcome.ERROR, [{"field": "email", "message": message}])
    if not known:
        return Verdict(Outcome.NEW)
    [one] = known
    news = {
        name: value
        for name, value in read.values.items()
        if name != "email" and one.values.get(name) != value
    }
    outcome = Outcome.CHANGED if news else Outcome.SAME
    return Verdict(outcome, [], one.pk, news)
