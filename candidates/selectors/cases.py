"""What the table of moves asks of a candidate."""

from datetime import datetime
from zoneinfo import ZoneInfo

from candidates.models import Candidate
from candidates.statuses import CandidateStatus
from candidates.transitions import Case, default_deadline

INTERVIEW_PERIOD = 7


def case_of(candidate: Candidate, now: datetime, zone: ZoneInfo) -> Case:
    """Who is new and has no deadline gets the usual one when invited."""
    deadline = candidate.deadline
    if deadline is None and candidate.status == CandidateStatus.NEW:
        deadline = default_deadline(now, days=INTERVIEW_PERIOD, zone=zone)
    return Case(
        status=candidate.status or "",
        now=now,
        deadline=deadline,
        email=candidate.email,
        has_password=bool(candidate.password),
    )
