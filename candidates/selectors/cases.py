"""What the table of moves asks of a candidate."""

from datetime import datetime
from zoneinfo import ZoneInfo

from candidates.models import Candidate, Company
from candidates.statuses import CandidateStatus
from candidates.transitions import Case, default_deadline, status_at


def case_of(candidate: Candidate, now: datetime, company: Company) -> Case:
    """As it is now. Who is new and has no deadline gets the usual one when invited."""
    deadline = candidate.deadline
    if deadline is None and candidate.status == CandidateStatus.NEW:
        zone = ZoneInfo(company.time_zone)
        deadline = default_deadline(now, days=interview_period(candidate, company), zone=zone)
    return Case(
        status=status_at(candidate.status, candidate.deadline, now) or "",
        now=now,
        deadline=deadline,
        email=candidate.email,
        has_password=bool(candidate.password),
    )


def interview_period(candidate: Candidate, company: Company) -> int:
    """Days: the project's, else the company's."""
    own = candidate.project.interview_period if candidate.project else None
    return company.interview_period if own is None else own
