"""The eight statuses of a candidate (seed 004) and what a person may be in a company."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CandidateStatus(models.TextChoices):
    NEW = "new", _("New")
    INVITED = "invited", _("Invited")
    CONFIRMED = "confirmed", _("Confirmed")
    INTERVIEWING = "interviewing", _("Interviewing")
    INTERVIEWED = "interviewed", _("Interviewed")
    EXPIRED = "expired", _("Expired")
    ABORTED = "aborted", _("Aborted")
    SKIPPED = "skipped", _("Skipped")


class Role(models.TextChoices):
    ACCOUNT_OWNER = "account-owner", _("Account owner")
    ACCOUNT_ADMIN = "account-admin", _("Account administrator")
    RECRUITER = "recruiter", _("Recruiter")
    HIRING_MANAGER = "hiring-manager", _("Hiring manager")


class DeletedReason(models.TextChoices):
    """Why a record is a tombstone. Nothing is ever removed without one."""

    ABSENT = "absent", _("No longer listed by the vendor")
    VENDOR = "vendor", _("Deleted at the vendor")
    MERGED = "merged", _("Merged into another record")
    ANONYMIZED = "anonymized", _("Anonymized at the vendor")
    PERSON = "person", _("Deleted by a person")
    ERASED = "erased", _("Erased by a person")
    REMOVED = "removed", _("The connection was removed")


class Scope(models.TextChoices):
    """What an API key may do; `pii` adds e-mails, phones, documents and raw payloads."""

    READ = "read", _("Read")
    WRITE = "write", _("Write")
    PII = "pii", _("Personal data")
    OPERATIONS = "operations", _("Operations")
