"""How an interview's progress moves the candidate who is kept in the hub. Pure: times are passed in."""

from dataclasses import replace
from datetime import datetime

from candidates.statuses import CandidateStatus
from candidates.transitions import Case, Move, Mover, TransitionRefused, find_move
from interviews.statuses import InterviewStatus

WAY = (
    CandidateStatus.INVITED,
    CandidateStatus.CONFIRMED,
    CandidateStatus.INTERVIEWING,
    CandidateStatus.INTERVIEWED,
)
OVER = (InterviewStatus.AWAITING_FEEDBACK, InterviewStatus.COMPLETED)


def progress_of(
    status: str | None, start: datetime | None, now: datetime
) -> CandidateStatus | None:
    """Where a candidate with such an interview is; None where it says nothing of it."""
    if status in OVER:
        return CandidateStatus.INTERVIEWED
    if status != InterviewStatus.SCHEDULED or start is None:
        return None
    return CandidateStatus.CONFIRMED if start > now else CandidateStatus.INTERVIEWING


def steps_towards(goal: CandidateStatus, case: Case) -> list[Move]:
    """The candidate's own moves from here to there, as far as the table allows them."""
    steps: list[Move] = []
    while case.status in WAY and WAY.index(CandidateStatus(case.status)) < WAY.index(goal):
        name = "finish" if case.status == CandidateStatus.INTERVIEWING else "advance"
        try:
            step = find_move(name, case, Mover.CANDIDATE)
        except TransitionRefused:
            break
        assert step.target is not None
        steps.append(step)
        case = replace(case, status=step.target.value)
    return steps
