"""Something a person should know about an account's data."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Company
from connectors.models.account import IntegratedAccount


class Issue(models.Model):
    """Raised by the sync, resolved by it when the cause is gone, or snoozed by a person.

    `subject` names what it is about within the account ("interviews 9128481", "status Unknown"); one issue
    stays open for each account, code and subject. `message` says what is wrong, `advice` what to do, both in
    English; `told` is what they are made of, so that pages say the same in the reader's language
    (connectors/issue_texts.py). `announced` is what webhooks said of it last: nothing, `opened`, `resolved`.
    """

    class Code(models.TextChoices):
        UNREADABLE = "unreadable", _("A record could not be read")
        UNKNOWN_WORD = "unknown_word", _("A word without a meaning")
        REFUSED = "refused", _("The vendor refused the credentials")
        UNREACHABLE = "unreachable", _("The vendor could not be reached")
        GARBAGE = "garbage", _("The vendor's answer made no sense")
        MANY_GONE = "many_gone", _("Many records vanished at once")
        REQUEST_REFUSED = "request_refused", _("The vendor refused a request")
        NOT_OFFERED = "not_offered", _("The vendor does not offer a list")
        CRASHED = "crashed", _("The hub failed")
        WEBHOOK_FAILED = "webhook_failed", _("A webhook could not be worked on")
        FIELD_GONE = "field_gone", _("A field vanished")
        FIELD_EMPTY = "field_empty", _("A field is always empty now")
        FIELD_TYPE = "field_type", _("A field changed its type")
        VOLUME = "volume", _("A list is far from its usual length")
        ENDPOINT_DISABLED = "endpoint_disabled", _("A webhook endpoint was disabled")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SNOOZED = "snoozed", _("Snoozed")
        RESOLVED = "resolved", _("Resolved")

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    account = models.ForeignKey(
        IntegratedAccount,
        on_delete=models.CASCADE,
        null=True,
        related_name="issues",
        verbose_name=_("account"),
    )
    code = models.CharField(_("kind"), max_length=20, choices=Code)
    subject = models.CharField(_("about"), max_length=300, blank=True)
    resource = models.CharField(_("list"), max_length=40, blank=True)
    remote_id = models.CharField(_("vendor's id"), max_length=200, blank=True)
    field = models.CharField(_("field"), max_length=200, blank=True)
    value = models.CharField(_("value"), max_length=500, blank=True)
    message = models.TextField(_("message"))
    advice = models.TextField(_("what to do"), blank=True)
    told = models.JSONField(default=dict, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    count = models.PositiveIntegerField(_("times seen"), default=1)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    snoozed_until = models.DateTimeField(_("snoozed until"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    announced = models.CharField(max_length=8, blank=True, editable=False)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "code", "subject"],
                condition=Q(state__in=("open", "snoozed")),
                name="issue_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "snoozed", "resolved")), name="issue_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "state", "-last_seen_at"], name="issue_by_state"),
            models.Index(
                fields=["company", "id"],
                condition=~Q(announced="resolved"),
                name="issue_to_announce",
            ),
        ]

    def __str__(self) -> str:
        return self.message
