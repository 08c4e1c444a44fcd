"""What surrounds an interview: people of the hiring team, jobs, stages, plan slots, applications, scorecards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Company, Mirrored, reported
from interviews.statuses import ApplicationStatus


class InterviewerIdentity(models.Model):
    """One person over several vendors, joined by a confirmed e-mail address (kept in lower case).

    Users of different addresses become one by `joined_to`, which somebody says and may take back; nobody joins one
    who is joined. `email` is null for a user without one. `hours` are seven of `["09:00", "18:00"]` or null, Monday
    first; null as a whole means office hours.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    email = models.EmailField(_("e-mail"), max_length=320, null=True, blank=True)
    name = models.CharField(_("name"), max_length=600, blank=True)
    joined_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="joined",
        verbose_name=_("the same as"),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    hours = models.JSONField(_("working hours"), null=True, blank=True)
    daily_limit = models.PositiveSmallIntegerField(
        _("interviews a day at most"), null=True, blank=True
    )
    weekly_limit = models.PositiveSmallIntegerField(
        _("interviews a week at most"), null=True, blank=True
    )
    paused = models.BooleanField(_("paused"), default=False)

    class Meta:
        verbose_name = _("interviewer")
        verbose_name_plural = _("interviewers")
        constraints = [
            models.UniqueConstraint(fields=["company", "email"], name="interviewer_identity_once")
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"


class AtsUser(Mirrored):
    """A user of one ATS: the unified API's `users`."""

    identity = models.ForeignKey(
        InterviewerIdentity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ats_users",
        verbose_name=_("interviewer"),
    )
    name = reported(600, verbose_name=_("name"))
    email = reported(320, verbose_name=_("e-mail"))
    active = models.BooleanField(_("active"), null=True)
    alone = models.BooleanField(
        _("not who the address says"), default=False, db_default=False, editable=False
    )

    class Meta(Mirrored.Meta):
        verbose_name = _("ATS user")
        verbose_name_plural = _("ATS users")

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"


class Job(Mirrored):
    name = reported(verbose_name=_("name"))
    status = reported(40, verbose_name=_("status"))

    class Meta(Mirrored.Meta):
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["company", "name"], name="job_by_name")]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Stage(Mirrored):
    """A stage of a job's hiring plan: the unified API's `job-interview-stages`."""

    job = models.ForeignKey(
        Job,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stages",
        verbose_name=_("job"),
    )
    job_remote_id = reported(200)
    name = reported(verbose_name=_("name"))
    position = models.IntegerField(_("position"), null=True)
    active = models.BooleanField(_("active"), null=True)

    class Meta(Mirrored.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Slot(Mirrored):
    """A step of the interview plan ("Culture Fit"); it gives interviews their title and stage."""

    stage = models.ForeignKey(
        Stage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name=_("stage"),
    )
    stage_remote_id = reported(200)
    job = models.ForeignKey(
        Job,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("job"),
    )
    job_remote_id = reported(200)
    name = reported(verbose_name=_("name"))
    active = models.BooleanField(_("active"), null=True)

    class Meta(Mirrored.Meta):
        verbose_name = _("plan slot")
        verbose_name_plural = _("plan slots")

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Application(Mirrored):
    """A candidate's application for a job; a prospect may have no job."""

    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("candidate"),
    )
    candidate_remote_id = reported(200)
    job = models.ForeignKey(
        Job,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("job"),
    )
    job_remote_id = reported(200)
    stage = models.ForeignKey(
        Stage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stage"),
    )
    stage_remote_id = reported(200)
    prospect = models.BooleanField(_("prospect"), null=True)
    status = reported(20, verbose_name=_("status"), choices=ApplicationStatus)
    vendor_status = reported(80, verbose_name=_("vendor's status"))

    class Meta(Mirrored.Meta):
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            *Mirrored.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(status=None) | models.Q(status__in=ApplicationStatus.values),
                name="application_status_known",
            ),
        ]
        indexes = [models.Index(fields=["account", "id"], name="application_of_account")]

    def __str__(self) -> str:
        return f"{self.candidate or '—'} · {self.job or '—'}"


class Scorecard(Mirrored):
    """What an interviewer handed in; `submitted_at` is null while it is a draft."""

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scorecards",
        verbose_name=_("application"),
    )
    application_remote_id = reported(200)
    user = models.ForeignKey(
        AtsUser,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    user_remote_id = reported(200)
    recommendation = reported(40, verbose_name=_("recommendation"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    class Meta(Mirrored.Meta):
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")

    def __str__(self) -> str:
        return f"#{self.pk}"
