"""What was read, by which run, and how far each list has come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from connectors.models.account import IntegratedAccount


class SyncRun(models.Model):
    """One pass over an account.

    `counts` is `{resource: {"read": 120, "new": 3, "changed": 2, "unchanged": 115, "deleted": 0,
    "rejected": 0}}`. `checkpoint` is `{resource: {"done": bool, "request": {…}, …}}`: the page to ask for
    next, and where in a list of parts it stands. `announced`: webhooks have told that it failed.
    Whoever works on it (`holder`: host, process) has the `lease_token` until `lease_until`; a page is
    only committed while the token is still theirs. `next_attempt_at` is set while it waits.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        WAITING = "waiting", _("Waiting")
        COMPLETED = "completed", _("Completed")
        PARTIAL = "partial", _("Partly read")
        FAILED = "failed", _("Failed")

    OPEN = (State.QUEUED, State.RUNNING, State.WAITING)

    class Trigger(models.TextChoices):
        SCHEDULE = "schedule", _("Schedule")
        PAGE = "page", _("Page")
        COMMAND = "command", _("Command")
        WEBHOOK = "webhook", _("Webhook")
        ADMIN = "admin", _("Admin")
        API = "api", _("API")
        REPLAY = "replay", _("Replay")

    account = models.ForeignKey(
        IntegratedAccount, on_delete=models.CASCADE, related_name="runs", verbose_name=_("account")
    )
    trigger = models.CharField(_("trigger"), max_length=10, choices=Trigger)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    full = models.BooleanField(_("full listing"), default=False)
    resources = models.JSONField(_("resources"), default=list)
    counts = models.JSONField(_("counts"), default=dict)
    checkpoint = models.JSONField(default=dict)
    message = models.TextField(_("message"), blank=True)
    attempts = models.PositiveIntegerField(_("attempts since the last page"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    lease_token = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(_("taken until"), null=True, editable=False)
    holder = models.CharField(_("worker"), max_length=200, blank=True, editable=False)
    heartbeat_at = models.DateTimeField(_("heartbeat"), null=True, blank=True)
    queued_at = models.DateTimeField(_("queued"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    announced = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("sync run")
        verbose_name_plural = _("sync runs")
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(state__in=("queued", "running", "waiting")),
                name="one_open_run",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("queued", "running", "waiting", "completed", "partial", "failed")
                ),
                name="run_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="run_of_account"),
            models.Index(fields=["state", "next_attempt_at"], name="run_due"),
            models.Index(
                fields=["account", "id"],
                condition=Q(state="failed", announced=False),
                name="run_to_announce",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.account}"


class ListedPage(models.Model):
    """The ids on one page of a whole listing that is under way, so that any attempt may end it."""

    run = models.ForeignKey(
        SyncRun, on_delete=models.CASCADE, related_name="listed", verbose_name=_("sync run")
    )
    resource = models.CharField(max_length=40)
    remote_ids = models.JSONField(default=list)

    class Meta:
        verbose_name = _("listed page")
        verbose_name_plural = _("listed pages")

    def __str__(self) -> str:
        return f"{self.run_id} {self.resource}"


class SyncState(models.Model):
    """How far one list of one account has come.

    `watermark` is the start of the last completed run, `token` what its list ended with, for vendors that are
    asked so for what changed since. `held` is what a full listing no longer held when
    the breaker stopped it: `{"gone": 40, "of": 100, "run": 7}`, until a person decides: then `allowed` or
    `keep` is true in it. `kept` are the ids that stay although the vendor no longer lists them. `shape` is
    what the list usually looks like (connectors/sync/shapes.py).
    """

    account = models.ForeignKey(
        IntegratedAccount,
        on_delete=models.CASCADE,
        related_name="states",
        verbose_name=_("account"),
    )
    resource = models.CharField(_("list"), max_length=40)
    watermark = models.DateTimeField(_("read up to"), null=True)
    token = models.TextField(blank=True)
    listed_at = models.DateTimeField(_("last whole list"), null=True)
    held = models.JSONField(_("held back"), null=True, blank=True)
    kept = models.JSONField(default=list, blank=True, editable=False)
    shape = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("sync state")
        verbose_name_plural = _("sync states")
        constraints = [
            models.UniqueConstraint(fields=["account", "resource"], name="sync_state_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.resource}"


ERASED = "erased"


class RemoteRecord(models.Model):
    """One record as the vendor sent it, and how it was read.

    `raw` is zlib-compressed JSON. `digest` covers the raw record and the mapping that read it: equal means
    nothing to do. `reading` is `{kind: {remote id: {field: value}}}`, what the mapping made of it last time.
    A digest that is `ERASED` stands for a record of somebody who was erased here: nothing of it is kept again.
    `problem` is why it could not be read, `unknown_words` are lines of "field word" not in a table.
    """

    account = models.ForeignKey(
        IntegratedAccount,
        on_delete=models.CASCADE,
        related_name="remote_records",
        db_index=False,
        verbose_name=_("account"),
    )
    resource = models.CharField(_("list"), max_length=40)
    remote_id = models.CharField(_("vendor's id"), max_length=200)
    raw = models.BinaryField(editable=False)
    digest = models.CharField(max_length=32)
    reading = models.JSONField(default=dict)
    problem = models.TextField(_("problem"), blank=True)
    unknown_words = models.TextField(_("unknown words"), blank=True)
    read_at = models.DateTimeField(_("last read as new or changed"))
    run = models.ForeignKey(
        SyncRun,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("sync run"),
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("remote record")
        verbose_name_plural = _("remote records")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "resource", "remote_id"], name="remote_record_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.remote_id}"
