"""The background queue's own tables, for a superuser to look at and nobody to change.

A schedule names any callable and a queued task is a signed pickle: whoever may write these rows runs code
on the server. So nothing is added, edited, deleted or resubmitted here, and no arguments or results, which
would have to be unpickled, are shown.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

# Imported before the site finds it by itself: it registers the admins that are replaced here.
from django_q import admin as stock
from django_q.models import Failure, OrmQ, Schedule, Success

from candidates.admin.scoped import BaseAdmin, SuperuserReadOnly
from connectors.models import WorkerHeartbeat

for model in (stock.OrmQ, stock.Schedule, stock.Success, stock.Failure):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class TaskAdmin(SuperuserReadOnly, BaseAdmin):
    list_display = ("name", "func", "group", "cluster", "started", "stopped", "attempt_count")
    list_filter = ("cluster",)
    search_fields = ("name", "func", "group")
    date_hierarchy = "started"
    ordering = ("-started",)
    list_per_page = 50
    show_full_result_count = False
    fields = ("name", "func", "group", "cluster", "started", "stopped", "attempt_count")

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).defer("args", "kwargs", "result")


admin.site.register(Success, TaskAdmin)
admin.site.register(Failure, TaskAdmin)


@admin.register(Schedule)
class ScheduleAdmin(SuperuserReadOnly, BaseAdmin):
    list_display = ("name", "func", "schedule_type", "minutes", "repeats", "cluster", "next_run")
    list_filter = ("schedule_type", "cluster")
    search_fields = ("name", "func")
    ordering = ("next_run", "pk")
    fields = (
        "name",
        "func",
        "schedule_type",
        "minutes",
        "cron",
        "repeats",
        "cluster",
        "next_run",
        "task",
    )


@admin.register(OrmQ)
class QueueAdmin(SuperuserReadOnly, BaseAdmin):
    list_display = ("id", "key", "lock")
    list_filter = ("key",)
    search_fields = ("=id", "key")
    ordering = ("pk",)
    fields = ("id", "key", "lock")


@admin.register(WorkerHeartbeat)
class WorkerHeartbeatAdmin(SuperuserReadOnly, BaseAdmin):
    list_display = ("name", "at")
    search_fields = ("name",)
    ordering = ("-at", "-pk")


@admin.register(LogEntry)
class LogEntryAdmin(SuperuserReadOnly, BaseAdmin):
    """Who did what in the admin site."""

    list_display = (
        "action_time",
        "user",
        "content_type",
        "object_repr",
        "action_flag",
        "change_message",
    )
    list_filter = ("action_flag", "content_type")
    search_fields = ("object_repr", "user__username")
    search_help_text = _("Searches by record and user name.")
    date_hierarchy = "action_time"
    list_select_related = ("user", "content_type")
    ordering = ("-action_time", "-pk")
    fields = (
        "action_time",
        "user",
        "content_type",
        "object_id",
        "object_repr",
        "action_flag",
        "change_message",
    )
