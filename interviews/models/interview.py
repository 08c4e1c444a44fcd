"""The interview and its panel."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Mirrored, reported
from interviews.coordination import Arranged
from interviews.models.hiring import Application, AtsUser, Job, Scorecard, Slot, Stage
from interviews.statuses import InterviewStatus, ResponseStatus


class Interview(Mirrored):
    """One interview that takes place, took place or is to be arranged.

    Times are `start_at`/`end_at`, or `start_date`/`end_date` for an all-day interview, never both.
    `begins_at` and `finishes_at` are what lists are ordered and filtered by: the same moments, or the
    dates at 00:00 UTC; both null for an undated placeholder. `record_remote_id` is the vendor's record where
    several interviews stand in one, `inferred` the fields that the hub concludes.
    `coordinator` is the colleague who was chosen here to arrange it, see interviews.coordination.
    `status` is null where the vendor's word is
    not in the table; `vendor_status` then still holds it. `*_remote_id` are the vendor's references, kept
    so that a record that comes later can be linked.
    """

    title = reported(verbose_name=_("title"))
    kind = reported(80, verbose_name=_("kind"))
    round = models.IntegerField(_("round"), null=True, blank=True)
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("application"),
    )
    application_remote_id = reported(200)
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("candidate"),
    )
    candidate_remote_id = reported(200)
    job = models.ForeignKey(
        Job,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("job"),
    )
    job_remote_id = reported(200)
    stage = models.ForeignKey(
        Stage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("stage"),
    )
    stage_remote_id = reported(200)
    slot = models.ForeignKey(
        Slot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
        verbose_name=_("planned interview"),
    )
    slot_remote_id = reported(200)
    organizer = models.ForeignKey(
        AtsUser,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizes",
        verbose_name=_("organizer"),
    )
    organizer_remote_id = reported(200)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("coordinator"),
    )
    location = models.TextField(_("place"), null=True, blank=True)
    meeting_url = models.TextField(_("meeting link"), null=True, blank=True)
    start_at = models.DateTimeField(_("start"), null=True, blank=True)
    end_at = models.DateTimeField(_("end"), null=True, blank=True)
    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(_("end day as reported"), null=True, blank=True)
    begins_at = models.DateTimeField(null=True, editable=False)
    finishes_at = models.DateTimeField(null=True, editable=False)
    time_zone = reported(64, verbose_name=_("time zone"))
    proposed_start_at = models.DateTimeField(_("proposed start"), null=True, blank=True)
    proposed_end_at = models.DateTimeField(_("proposed end"), null=True, blank=True)
    proposed_by = reported(200, verbose_name=_("proposed by"))
    status = reported(20, verbose_name=_("status"), choices=InterviewStatus)
    vendor_status = reported(80, verbose_name=_("vendor's status"))
    external_event_id = reported(verbose_name=_("calendar event"))
    record_remote_id = reported(200, verbose_name=_("vendor's record"))
    inferred = reported(200, verbose_name=_("concluded, not stated"))

    class Meta(Mirrored.Meta):
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = [
            *Mirrored.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_at=None) | Q(start_at=None) | Q(end_at__gte=F("start_at")),
                name="interview_end_not_before_start",
            ),
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(start_date=None) | Q(end_date__gte=F("start_date")),
                name="interview_end_day_not_before_start",
            ),
            models.CheckConstraint(
                condition=Q(start_date=None, end_date=None) | Q(start_at=None, end_at=None),
                name="interview_moments_or_dates",
            ),
            models.CheckConstraint(
                condition=Q(status=None) | Q(status__in=InterviewStatus.values),
                name="interview_status_known",
            ),
        ]
        indexes = [
            # Whatever counts interviews, and the queue of thousands to come, finds all that it asks here.
            models.Index(
                fields=[
                    "company",
                    "begins_at",
                    "id",
                    "status",
                    "deleted_at",
                    "start_at",
                    "finishes_at",
                    "end_at",
                    "candidate",
                    "time_zone",
                    "account",
                ],
                name="interview_by_start",
            ),
            models.Index(fields=["company", "title"], name="interview_by_title"),
            models.Index(
                fields=["company", "vendor_updated_at", "id"], name="interview_by_vendor_update"
            ),
            models.Index(
                fields=["account", "begins_at", "id"], name="interview_of_account_by_start"
            ),
            models.Index(
                fields=["account", "finishes_at", "id"], name="interview_of_account_by_end"
            ),
            models.Index(
                fields=["account", "vendor_created_at", "id"], name="interview_by_creation"
            ),
            models.Index(fields=["account", "vendor_updated_at", "id"], name="interview_by_update"),
            models.Index(fields=["account", "id"], name="interview_of_account"),
            models.Index(fields=["account", "status", "begins_at"], name="interview_by_status"),
            models.Index(
                fields=["company", "updated_at"],
                name="interview_undated",
                condition=Q(begins_at=None, deleted_at=None),
            ),
            models.Index(
                fields=["coordinator", "begins_at"],
                name="interview_by_coordinator",
                condition=Q(coordinator__isnull=False),
            ),
            models.Index(
                fields=["company"],
                name="interview_proposed",
                condition=Q(proposed_start_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"

    @property
    def all_day(self) -> bool:
        return self.start_date is not None

    @property
    def arranged(self) -> Arranged:
        candidate = self.candidate
        project = candidate.project if candidate else None
        return Arranged(
            chosen=self.coordinator_id,
            organizer=self.organizer.identity_id if self.organizer else None,
            candidate=candidate.coordinator_id if candidate else None,
            project=project.coordinator_id if project else None,
        )


class Interviewer(Mirrored):
    """One seat of a panel. A guest from outside has an e-mail but no user."""

    interview = models.ForeignKey(
        Interview,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="interviewers",
        db_index=False,
        verbose_name=_("interview"),
    )
    interview_remote_id = reported(200)
    user = models.ForeignKey(
        AtsUser,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("user"),
    )
    user_remote_id = reported(200)
    name = reported(600, verbose_name=_("name"))
    email = reported(320, verbose_name=_("e-mail"))
    response_status = reported(20, verbose_name=_("answer"), choices=ResponseStatus)
    vendor_response_status = reported(80, verbose_name=_("vendor's answer"))
    scorecard = models.ForeignKey(
        Scorecard,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("scorecard"),
    )
    scorecard_remote_id = reported(200)

    class Meta(Mirrored.Meta):
        verbose_name = _("panel seat")
        verbose_name_plural = _("panel seats")
        constraints = [
            *Mirrored.Meta.constraints,
            models.CheckConstraint(
                condition=Q(response_status=None) | Q(response_status__in=ResponseStatus.values),
                name="interviewer_response_known",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "interview_remote_id"], name="seat_by_interview"),
            models.Index(fields=["account", "user_remote_id"], name="seat_by_user"),
            models.Index(
                fields=["interview", "deleted_at", "user", "response_status", "scorecard", "id"],
                name="seat_of_interview",
            ),
            models.Index(
                fields=["user", "interview", "scorecard", "id"],
                name="seat_with_card",
                condition=Q(scorecard__isnull=False, deleted_at=None),
            ),
            models.Index(
                fields=["interview", "user", "id"],
                name="seat_declined",
                condition=Q(response_status=ResponseStatus.DECLINED, deleted_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"
