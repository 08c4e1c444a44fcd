"""Who is booked when, and what is wrong with it: kept current from the change stream by services/bookings.py."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Company
from interviews.models.hiring import InterviewerIdentity
from interviews.models.interview import Interview
from interviews.statuses import ConflictKind


class Absence(models.Model):
    """Whole days, the last one included, in the interviewer's own zone."""

    identity = models.ForeignKey(
        InterviewerIdentity,
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name=_("interviewer"),
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


class KeptApart(models.Model):
    """Two interviewers of whom somebody said that they are not the same; `first` has the lower key."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    first = models.ForeignKey(
        InterviewerIdentity,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("first record"),
    )
    second = models.ForeignKey(
        InterviewerIdentity,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("second record"),
    )

    class Meta:
        verbose_name = _("interviewers kept apart")
        verbose_name_plural = _("interviewers kept apart")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"


class Booking(models.Model):
    """One person's place in one interview that is neither off nor declined.

    `who` is an interviewer over all systems, or a candidate over all systems: see
    interviews/conflicts/bookings.py.
    `week` is `who` and a week in one number, so that somebody's neighbours in time are found by one index.
    """

    who = models.BigIntegerField()
    week = models.BigIntegerField(db_index=True)
    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="bookings", verbose_name=_("interview")
    )
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    all_day = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "who"], name="booked_once"),
        ]
        indexes = [models.Index(fields=["start"], name="booking_by_start")]

    def __str__(self) -> str:
        return f"{self.who} in {self.interview_id}"


class Conflict(models.Model):
    """What is wrong with a booking, or with two of one person. Never a ban: somebody may say why it is fine.

    `identity` is null where a candidate is booked twice. What it says is made from `facts`
    (interviews/conflicts/calendars.py); when they change, the reason that somebody gave is asked for again.
    """

    company = models.ForeignKey(
        Company,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("company"),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=ConflictKind)
    who = models.BigIntegerField()
    identity = models.ForeignKey(
        InterviewerIdentity,
        on_delete=models.CASCADE,
        null=True,
        related_name="conflicts",
        verbose_name=_("interviewer"),
    )
    first = models.ForeignKey(
        Interview,
        on_delete=models.CASCADE,
        related_name="conflicts",
        verbose_name=_("first record"),
    )
    second = models.ForeignKey(
        Interview,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("second record"),
    )
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    facts = models.JSONField(_("facts"), default=dict)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    overridden_at = models.DateTimeField(_("said to be fine"), null=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("overridden by"),
    )
    override_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "who", "kind"],
                condition=Q(closed_at=None, second__isnull=False),
                name="conflict_of_two_once",
            ),
            models.UniqueConstraint(
                fields=["first", "who", "kind"],
                condition=Q(closed_at=None, second=None),
                name="conflict_of_one_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "starts", "id"],
                condition=Q(closed_at=None),
                name="conflict_open_by_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id} {self.second_id or ''}".rstrip()

    @property
    def interview_id(self) -> int:
        """Whose story it belongs to."""
        return self.first_id

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.overridden_at is None


class Kept(models.Model):
    """Up to which change a company's bookings and conflicts are kept, and since when."""

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    change_id = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.change_id)
