from interviews.models.hiring import (
    Application,
    AtsUser,
    InterviewerIdentity,
    Job,
    Scorecard,
    Slot,
    Stage,
)
from interviews.models.interview import Interview, Interviewer

__all__ = [
    "Application",
    "AtsUser",
    "Interview",
    "Interviewer",
    "InterviewerIdentity",
    "Job",
    "Scorecard",
    "Slot",
    "Stage",
]
