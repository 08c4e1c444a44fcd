from interviews.models.attention import AttentionSettings, Handling
from interviews.models.calendar import Absence, Booking, Conflict, Kept, KeptApart
from interviews.models.feed import Feed, FeedMinute, FeedToken
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
from interviews.models.step import Step, StepsRead
from interviews.models.view import SavedView, ViewPlace

__all__ = [
    "Absence",
    "Application",
    "AtsUser",
    "AttentionSettings",
    "Booking",
    "Conflict",
    "Feed",
    "FeedMinute",
    "FeedToken",
    "Handling",
    "Interview",
    "Interviewer",
    "InterviewerIdentity",
    "Job",
    "Kept",
    "KeptApart",
    "SavedView",
    "Scorecard",
    "Slot",
    "Stage",
    "Step",
    "StepsRead",
    "ViewPlace",
]
