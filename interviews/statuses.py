"""The five words of a unified interview, an interviewer's answer, an application's state, kinds of conflict."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InterviewStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")
    AWAITING_FEEDBACK = "awaiting_feedback", _("Awaiting feedback")
    COMPLETED = "completed", _("Completed")


class ResponseStatus(models.TextChoices):
    NEEDS_ACTION = "needs_action", _("No answer yet")
    ACCEPTED = "accepted", _("Accepted")
    TENTATIVE = "tentative", _("Tentative")
    DECLINED = "declined", _("Declined")


class ApplicationStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    REJECTED = "rejected", _("Rejected")
    HIRED = "hired", _("Hired")
    CONVERTED = "converted", _("Converted")


class FeedSource(models.TextChoices):
    """Whose interviews a calendar feed holds."""

    MINE = "mine", _("My own: where I am on the panel or organize")
    INTERVIEWER = "interviewer", _("One interviewer’s")
    PROJECT = "project", _("One project’s")
    VIEW = "view", _("Those of a list with filters")


class FeedDetails(models.TextChoices):
    """How much a calendar feed tells to whoever has its address."""

    FULL = "full", _("Everything: names, place, link, panel")
    INITIALS = "initials", _("Initials of the candidate and the job only")
    BUSY = "busy", _("Only that the time is taken")


class ConflictKind(models.TextChoices):
    DOUBLE_BOOKED = "double_booked", _("Double-booked")
    CANDIDATE_DOUBLE_BOOKED = "candidate_double_booked", _("Candidate double-booked")
    ABSENT = "absent", _("Absent")
    OUTSIDE_HOURS = "outside_hours", _("Outside working hours")
    OVER_LIMIT = "over_limit", _("Over the limit")
    BACK_TO_BACK = "back_to_back", _("Back to back")


DOUBLE_BOOKINGS = (ConflictKind.DOUBLE_BOOKED, ConflictKind.CANDIDATE_DOUBLE_BOOKED)


class ChangeReason(models.TextChoices):
    """Why an interview is moved or cancelled, as somebody says it in the hub."""

    CANDIDATE_ASKED = "candidate_asked", _("The candidate asked for it")
    CANDIDATE_WITHDREW = "candidate_withdrew", _("The candidate withdrew")
    INTERVIEWER_AWAY = "interviewer_away", _("An interviewer cannot come")
    CONFLICT = "conflict", _("Somebody is needed elsewhere")
    PLACE = "place", _("Room or link is not available")
    JOB_CLOSED = "job_closed", _("The job is filled or closed")
    OTHER = "other", _("Something else")
