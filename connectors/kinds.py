"""The kinds of record a vendor may make, and what must hold for each."""

from typing import Any

from candidates.records import CandidateRecord, ProjectRecord
from connectors.errors import BadRecord
from interviews.records import (
    ApplicationRecord,
    InterviewerRecord,
    InterviewRecord,
    JobRecord,
    ScorecardRecord,
    SlotRecord,
    StageRecord,
    UserRecord,
)

KINDS: dict[str, type[Any]] = {
    "project": ProjectRecord,
    "candidate": CandidateRecord,
    "user": UserRecord,
    "job": JobRecord,
    "stage": StageRecord,
    "slot": SlotRecord,
    "application": ApplicationRecord,
    "interview": InterviewRecord,
    "interviewer": InterviewerRecord,
    "scorecard": ScorecardRecord,
}


def check_record(record: object) -> None:
    """Raises BadRecord for what the tables would not take."""
    if isinstance(record, InterviewRecord):
        check_order("end", record.start_at, record.end_at)
        check_order("end date", record.start_date, record.end_date)
        day = record.start_date or record.end_date
        if day and (record.start_at or record.end_at):
            raise BadRecord(
                "The interview has both a date and a moment.", field="start", value=str(day)
            )


def check_order(field: str, start: Any, end: Any) -> None:
    if start is not None and end is not None and end < start:
        raise BadRecord(
            f"The {field} {end.isoformat()} is before the start {start.isoformat()}.",
            field=field,
            value=end.isoformat(),
        )
