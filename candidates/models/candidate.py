"""The candidate and the project they are invited for."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from candidates.models.match_keys import EMAIL, NAME, OF_COMMON_LENGTH, PHONE, grouped
from candidates.models.mirrored import Mirrored, reported
from candidates.models.person import Person
from candidates.statuses import CandidateStatus


class Project(Mirrored):
    """What candidates are invited for. Without an `interview_period` of its own it has the company's.

    `coordinator` arranges the interviews of its candidates, unless somebody else is chosen or named.
    """

    name = reported(verbose_name=_("name"))
    status = reported(40, verbose_name=_("status"))
    interview_period = models.PositiveSmallIntegerField(
        _("days to the deadline"), null=True, blank=True
    )
    language = models.CharField(_("language of mails"), max_length=8, blank=True)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("coordinator"),
    )

    class Meta(Mirrored.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


NARROWED = ("deleted_at", "account", "project", "coordinator")
"""What lists are narrowed by: with it in an index, whoever does not match is never read."""


class Candidate(Mirrored):
    """A person in one system; `person` says who is the same in others.

    `status` is null where the vendor governs no status of a candidate.

    `coordinator` is the colleague who was chosen here to look after them, see selectors/coordinators.py.

    `password` is a hash, or "" until the candidate has set one; `activation_key` opens the portal.
    """

    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name=_("project"),
    )
    project_remote_id = reported(200)
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name=_("person"),
    )
    username = reported(150, verbose_name=_("user name"))
    language = reported(8, verbose_name=_("language"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("coordinator"),
    )
    partner_data = models.JSONField(null=True, blank=True, editable=False)
    first_name = reported()
    last_name = reported()
    name = reported(600, verbose_name=_("name"))
    email = reported(320, verbose_name=_("e-mail"))
    phone = reported(80, verbose_name=_("phone"))
    gender = reported(20)
    address = models.TextField(_("address"), null=True, blank=True)
    time_zone = reported(64, verbose_name=_("time zone"))
    status = reported(20, verbose_name=_("status"), choices=CandidateStatus)
    vendor_status = reported(80, verbose_name=_("vendor's status"))
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    interviewed_at = models.DateTimeField(_("interviewed"), null=True, blank=True)
    password = models.CharField(max_length=128, blank=True, editable=False)
    activation_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )

    class Meta(Mirrored.Meta):
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            *Mirrored.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(status=None) | models.Q(status__in=CandidateStatus.values),
                name="candidate_status_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "status", "deadline", "-updated_at", "-id", *NARROWED],
                name="candidate_by_status",
            ),
            models.Index(fields=["company", "email"], name="candidate_by_email"),
            models.Index(fields=["company", "name", "id", *NARROWED], name="candidate_by_name"),
            models.Index(
                F("company"),
                EMAIL,
                *grouped("email"),
                name="candidate_by_email_key",
                condition=models.Q(email__isnull=False),
            ),
            models.Index(
                F("company"),
                PHONE,
                *grouped("phone"),
                name="candidate_by_phone_key",
                condition=models.Q(phone__isnull=False),
            ),
            models.Index(
                F("company"),
                NAME,
                *grouped("name"),
                name="candidate_by_name_key",
                condition=OF_COMMON_LENGTH,
            ),
            models.Index(fields=["company", "updated_at", "id"], name="candidate_by_change"),
            models.Index(fields=["account", "id"], name="candidate_of_account"),
            models.Index(
                fields=["company", "status", "invited_at"],
                name="candidate_invited",
                condition=models.Q(invited_at__isnull=False),
            ),
            models.Index(
                fields=["company", "time_zone"],
                name="candidate_with_zone",
                condition=models.Q(time_zone__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"
