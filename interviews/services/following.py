"""Interviews follow people, and people their interviews: whoever is kept in the hub moves with what is read of
their interviews, here and in every other system that knows them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from candidates.models import Candidate, Change, Company
from candidates.selectors.cases import case_of
from candidates.services.bulk_moves import with_projects
from candidates.services.changes import Origin
from candidates.services.mirror import Saved, draft_rows, save
from candidates.services.workflow import apply, settle
from candidates.statuses import CandidateStatus
from interviews.models import Interview
from interviews.progress import WAY, progress_of, steps_towards

MATTER = frozenset({"status", "candidate_id", "begins_at", "deleted_at"})


def follow(saved: Saved, origin: Origin) -> None:
    """After interviews were written, in the same transaction. Two statements where nobody is to be moved."""
    moved = [row for row in saved.changed if saved.fields[row.pk] & MATTER]
    goals = goals_of([*saved.created, *moved], origin)
    if not goals:
        return
    ours = kept_here(goals)
    if ours:
        move(ours, replace(origin, account_id=None, source=Change.Source.RULE))


def goals_of(interviews: Iterable[Interview], origin: Origin) -> dict[int, CandidateStatus]:
    """By candidate: the furthest that one of these interviews says."""
    goals: dict[int, CandidateStatus] = {}
    for row in interviews:
        if row.candidate_id is None or row.deleted_at is not None:
            continue
        goal = progress_of(row.status, row.begins_at, origin.at)
        if goal is not None:
            known = goals.get(row.candidate_id, goal)
            goals[row.candidate_id] = max(goal, known, key=WAY.index)
    return goals


def kept_here(goals: Mapping[int, CandidateStatus]) -> dict[int, CandidateStatus]:
    """The hub's own candidates: those themselves, and the only one of the same person."""
    known = Candidate.objects.filter(pk__in=goals).values_list("pk", "person_id", "account_id")
    ours: dict[int, CandidateStatus] = {}
    by_person: dict[int, CandidateStatus] = {}
    for pk, person, account in known:
        if account is None:
            ours[pk] = goals[pk]
        elif person is not None:
            by_person[person] = max(goals[pk], by_person.get(person, goals[pk]), key=WAY.index)
    if by_person:
        here = Candidate.objects.filter(person__in=by_person, account=None, deleted_at=None)
        found: dict[int, list[int]] = {}
        for pk, person in here.values_list("pk", "person_id"):
            found.setdefault(person, []).append(pk)
        ours |= {pks[0]: by_person[person] for person, pks in found.items() if len(pks) == 1}
    return ours


def move(goals: Mapping[int, CandidateStatus], origin: Origin) -> None:
    company = Company.objects.get(pk=origin.company_id)
    drafts = draft_rows(
        Candidate.objects.filter(pk__in=goals, account=None, deleted_at=None, status__in=WAY)
    )
    with_projects(drafts)
    for draft in drafts:
        row = draft.row
        settle(row, origin.at)
        case = case_of(row, origin.at, company)
        for step in steps_towards(goals[row.pk], case):
            apply(step, row, case)
    save(drafts, origin)
