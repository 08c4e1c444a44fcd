"""Who works here: company, people with their preferences, membership, API keys."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.statuses import Role


class Company(models.Model):
    """`skipped_steps` are the names of first steps that somebody said need not be done."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), unique=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language of mails"), max_length=8, default="en")
    interview_period = models.PositiveSmallIntegerField(_("days to the deadline"), default=7)
    remind_days = models.JSONField(
        _("reminders, days before the deadline"), default=list, blank=True
    )
    mail_hold_minutes = models.PositiveSmallIntegerField(
        _("minutes a mail waits in the outbox"), default=2
    )
    skipped_steps = models.JSONField(_("first steps skipped"), default=list, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in. Empty preferences mean: as the company or the browser says.

    `first_weekday` is 1 for Monday to 7 for Sunday, `clock` how many hours a clock shows, 12 or 24, `hours` when this
    person works, in their own zone (candidates/workweek.py).
    """

    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    second_time_zone = models.CharField(_("second time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    theme = models.CharField(_("theme"), max_length=8, blank=True)
    density = models.CharField(_("density"), max_length=8, blank=True)
    first_weekday = models.CharField(_("first day of the week"), max_length=1, blank=True)
    clock = models.CharField(_("clock"), max_length=2, blank=True)
    hours = models.JSONField(_("working hours"), null=True, blank=True)
    shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)


class Membership(models.Model):
    """`looked_at_change` is the newest change this person has seen on the Today page, `list_columns` what they
    last chose to see of a list: `{"interviews": ["when", "panel"]}`.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("company")
    )
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    looked_at = models.DateTimeField(_("last looked"), null=True, blank=True)
    looked_at_change = models.BigIntegerField(_("last change seen"), default=0)
    list_columns = models.JSONField(_("columns of lists"), default=dict, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.company}"


class ApiKey(models.Model):
    """The secret is shown once and kept as a SHA-256 digest.

    A `limited` key reads only its `accounts`, any other one all of the company. `networks` are the addresses it may
    be used from, as CIDR; none means all. `rate_limit` is how many calls it may make in a minute; none is no limit.
    """

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="api_keys", verbose_name=_("company")
    )
    name = models.CharField(_("name"), max_length=200)
    prefix = models.CharField(_("prefix"), max_length=16)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    limited = models.BooleanField(_("limited to accounts"), default=False)
    accounts = models.ManyToManyField(
        "connectors.IntegratedAccount", verbose_name=_("accounts"), blank=True
    )
    networks = models.JSONField(_("allowed addresses"), default=list, blank=True)
    rate_limit = models.PositiveIntegerField(_("calls a minute"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="api_key_name_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class KeyMinute(models.Model):
    """How many calls a key with a limit has made in its newest `minute`, counted from 1970."""

    key = models.OneToOneField(
        ApiKey,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("API key"),
    )
    minute = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        verbose_name = _("calls of an API key")
        verbose_name_plural = _("calls of API keys")

    def __str__(self) -> str:
        return f"{self.key_id}: {self.used}"
