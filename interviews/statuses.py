"""The five words of a unified interview, an interviewer's answer, an application's state."""

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
