"""One candidate with the path they are on, their interviews and their story."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from candidates.models import Candidate, Company
from candidates.selectors.cases import case_of
from candidates.selectors.documents import Place as DocumentPlace
from candidates.selectors.documents import places_of
from candidates.selectors.teams import ALL
from candidates.statuses import CandidateStatus
from candidates.transitions import Choice, Mover, moves_from, status_now
from interviews.models import Application, Interview
from interviews.selectors.people import kin_of
from interviews.selectors.timeline import Entry, story_of

PATH = (
    CandidateStatus.NEW,
    CandidateStatus.INVITED,
    CandidateStatus.CONFIRMED,
    CandidateStatus.INTERVIEWING,
    CandidateStatus.INTERVIEWED,
)
STAMPS = {
    CandidateStatus.NEW: "created_at",
    CandidateStatus.INVITED: "invited_at",
    CandidateStatus.CONFIRMED: "confirmed_at",
    CandidateStatus.INTERVIEWED: "interviewed_at",
}
SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A status on the path: done, current or todo; when it was reached, where that is known."""

    status: CandidateStatus
    state: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A candidate. `status` is as of now: an open invitation whose deadline passed is expired. `kin` are the same
    person's candidates in other systems; `interviews` are those of all of them.
    """

    candidate: Candidate
    status: str | None
    steps: list[Step]
    choices: list[Choice]
    kin: list[Candidate]
    interviews: list[Interview]
    applications: list[Application]
    documents: list[DocumentPlace]
    changes: list[Entry]


def person(*, company: Company, pk: int, now: datetime, among: Q = ALL) -> PersonView | None:
    """None where the company has no such candidate. Their kin are told as far as they are among these."""
    candidate = (
        Candidate.objects.select_related("account", "project")
        .filter(among, company=company, pk=pk)
        .first()
    )
    if candidate is None:
        return None
    case = case_of(candidate, now, company)
    status = status_now(case) if candidate.status else None
    kin = kin_of([candidate], among)[pk]
    interviews = Interview.objects.select_related("account", "job", "stage").filter(
        candidate__in=[candidate, *kin], deleted_at=None
    )
    applications = Application.objects.select_related("job", "stage").filter(
        candidate=candidate, deleted_at=None
    )
    return PersonView(
        candidate=candidate,
        status=status,
        steps=steps_of(candidate, status) if status else [],
        choices=list(moves_from(case, Mover.MANAGER)) if status else [],
        kin=kin,
        interviews=list(interviews.order_by("begins_at", "pk")[:SHOWN]),
        applications=list(applications.order_by("pk")[:SHOWN]),
        documents=places_of(pk),
        changes=story_of(pk),
    )


def steps_of(candidate: Candidate, status: str) -> list[Step]:
    """The path, with the status in its place where the candidate has left the path: behind the last step that
    is known to have been reached.
    """
    now = CandidateStatus(status)
    path = list(PATH)
    if now not in path:
        reached = [place for place, one in enumerate(path) if reached_at(candidate, one)]
        path.insert(max(reached, default=0) + 1, now)
    here = path.index(now)
    return [
        Step(
            status=one,
            state="done" if place < here else "current" if place == here else "todo",
            at=reached_at(candidate, one) if place <= here else None,
        )
        for place, one in enumerate(path)
    ]


def reached_at(candidate: Candidate, status: CandidateStatus) -> datetime | None:
    """None where it is not known; when a vendor's candidate was new, only the vendor can say."""
    if status == CandidateStatus.NEW and candidate.account_id is not None:
        return candidate.vendor_created_at
    return getattr(candidate, STAMPS[status]) if status in STAMPS else None
