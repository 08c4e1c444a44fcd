"""The outbox: every mail that the hub writes, from the wish to what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.candidate import Candidate
from candidates.models.company import Company, User
from candidates.models.leased import Leased


class Mail(Leased):
    """One mail. `key` names the occasion, so that the same one is not written twice. `status` and `deadline` are
    the candidate's when it was written: it goes out only while they hold. `days_before` is the scheduled reminder
    that it is, or that it makes needless. One with a `user` goes to that colleague; `candidate` is then whom it is
    about, if it is about anybody.

    Its texts hold the address of the portal without the key, which is put in when it is handed over: whoever
    reads the outbox cannot act as the candidate. A notice goes to whatever address it was written for: the candidate's,
    or that of somebody on the panel.

    It waits until `next_attempt_at`, in which time it can be read, changed and discarded. It turns to `SENDING`
    in a transaction of its own before it is handed over, and nothing takes it up again from there: cut off at
    that point, it is `UNKNOWN`, so that no mail is sent twice.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        UNKNOWN = "unknown", _("Not known whether it was sent")
        FAILED = "failed", _("Failed")
        DISCARDED = "discarded", _("Discarded")

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")
        NOTICE = "notice", _("Notice of a change")
        PASSWORD = "password", _("Another password for a candidate")
        WELCOME = "welcome", _("Invitation of a colleague")
        ACCESS = "access", _("Another password for a colleague")
        TEST = "test", _("Test of a message")

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("candidate"),
    )
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    key = models.CharField(max_length=100, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    language = models.CharField(_("language"), max_length=8)
    recipient = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("calendar file"), blank=True)
    status = models.CharField(_("status of the candidate"), max_length=20, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    days_before = models.PositiveSmallIntegerField(
        _("days before the deadline"), null=True, blank=True
    )
    problem = models.TextField(_("problem"), blank=True)
    written_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    created_at = models.DateTimeField(_("written"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "key"], name="mail_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=("waiting", "sending", "sent", "unknown", "failed", "discarded")
                ),
                name="mail_state_known",
            ),
            models.CheckConstraint(
                condition=Q(candidate__isnull=False) | Q(user__isnull=False),
                name="mail_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="mail_due"),
            models.Index(fields=["company", "-id"], name="mail_of_company"),
            models.Index(fields=["company", "state", "-id"], name="mail_by_state"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"
