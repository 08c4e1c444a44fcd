"""Calendar feeds: an address that a calendar program asks without a login."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, Project, User
from interviews.models.hiring import InterviewerIdentity
from interviews.models.view import SavedView
from interviews.statuses import FeedDetails, FeedSource


class Feed(models.Model):
    """What one person subscribes to. It shows what that person may see, and ends with their membership.

    A feed of a list has a saved `view`, or else the filters of one as `query`.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="feeds", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=80)
    source = models.CharField(_("interviews"), max_length=12, choices=FeedSource)
    identity = models.ForeignKey(
        InterviewerIdentity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("interviewer"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("project"),
    )
    view = models.ForeignKey(
        SavedView,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved view"),
    )
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    details = models.CharField(_("details"), max_length=12, choices=FeedDetails)
    created_at = models.DateTimeField(_("made"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user", "name"],
                condition=Q(revoked_at=None),
                name="feed_name_once",
            ),
            models.CheckConstraint(
                condition=~Q(source=FeedSource.INTERVIEWER) | Q(identity__isnull=False),
                name="feed_of_interviewer",
            ),
            models.CheckConstraint(
                condition=~Q(source=FeedSource.PROJECT) | Q(project__isnull=False),
                name="feed_of_project",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeedToken(models.Model):
    """The secret in the address, shown once and kept as a SHA-256 digest. While a feed is rotated it has two."""

    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("feed")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last fetched"), null=True, blank=True)

    class Meta:
        verbose_name = _("address of a feed")
        verbose_name_plural = _("addresses of feeds")

    def __str__(self) -> str:
        return f"#{self.pk}"


class FeedMinute(models.Model):
    """How often an address was fetched in its newest `minute`, counted from 1970."""

    token = models.OneToOneField(
        FeedToken,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("token"),
    )
    minute = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        verbose_name = _("fetches of a feed")
        verbose_name_plural = _("fetches of feeds")

    def __str__(self) -> str:
        return f"{self.token_id}: {self.used}"
