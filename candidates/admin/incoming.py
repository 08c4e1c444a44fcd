"""What comes in and goes out beside the syncs: documents, imports, mails, sessions; and who is who."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import linked
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.models import (
    Batch,
    BatchRow,
    BulkAction,
    BulkActionRow,
    Distinct,
    Document,
    Mail,
    MessageTemplate,
    Person,
)

COMPANY = ("company", ScopedRelatedFilter)
CANDIDATE = linked("candidate", _("candidate"))


@admin.register(Document)
class DocumentAdmin(CompanyScopedAdmin):
    company_path = "candidate__company"
    list_display = ("__str__", CANDIDATE, "kind", "content_type", "size", "uploaded_at")
    list_filter = ("kind", "content_type")
    search_fields = ("candidate__name", "candidate__email")
    search_help_text = _("Searches by name and e-mail address of the candidate.")
    joined = ("candidate", "uploaded_by")
    secret_paths = ("content", "candidate__password", "uploaded_by__password")
    ordering = ("-pk",)


@admin.register(Batch)
class BatchAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        "state",
        linked("project", _("project")),
        "total",
        "made_by",
        "created_at",
        "done_at",
    )
    list_filter = ("state", COMPANY)
    search_fields = ("=id", "name", "problem")
    search_help_text = _("Searches by number, file name and problem.")
    joined = ("company", "project", "made_by")
    secret_paths = ("made_by__password",)
    ordering = ("-pk",)


@admin.register(BatchRow)
class BatchRowAdmin(CompanyScopedAdmin):
    company_path = "batch__company"
    list_display = ("__str__", linked("batch", _("import")), "foreseen", "outcome", CANDIDATE)
    list_filter = ("outcome",)
    search_fields = ("=batch__id", "candidate__name", "candidate__email")
    search_help_text = _("Searches by the import's number, and by name and e-mail address.")
    joined = ("batch", "candidate")
    secret_paths = ("candidate__password",)
    ordering = ("-pk",)


@admin.register(BulkAction)
class BulkActionAdmin(CompanyScopedAdmin):
    list_display = ("__str__", "about", "state", "total", "made_by", "created_at", "done_at")
    list_filter = ("state", "about", "action", COMPANY)
    search_fields = ("=id", "action", "problem")
    search_help_text = _("Searches by number, action and problem.")
    joined = ("company", "made_by")
    secret_paths = ("made_by__password", "lease_token")
    ordering = ("-pk",)


@admin.register(BulkActionRow)
class BulkActionRowAdmin(CompanyScopedAdmin):
    company_path = "bulk_action__company"
    list_display = (
        "__str__",
        linked("bulk_action", _("action for many")),
        "subject_id",
        "outcome",
        "why",
    )
    list_filter = ("outcome",)
    search_fields = ("=bulk_action__id", "=subject_id")
    search_help_text = _("Searches by number of the action and of the record.")
    joined = ("bulk_action",)
    secret_paths = ("bulk_action__lease_token",)
    ordering = ("-pk",)


@admin.register(Mail)
class MailAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        "kind",
        "state",
        CANDIDATE,
        "created_at",
        "next_attempt_at",
        "done_at",
        "problem",
    )
    list_filter = ("state", "kind", COMPANY)
    search_fields = ("=id", "subject", "recipient", "candidate__name")
    search_help_text = _("Searches by number, subject, recipient and candidate.")
    joined = ("company", "candidate", "user", "written_by")
    secret_paths = (
        "candidate__password",
        "user__password",
        "written_by__password",
        "lease_token",
    )
    exclude = ("text", "html", "calendar")  # they hold the key to the portal
    ordering = ("-pk",)


@admin.register(MessageTemplate)
class MessageTemplateAdmin(CompanyScopedAdmin):
    """They are changed on their own pages, where they are tried first."""

    list_display = ("__str__", "company", "subject", "changed_by", "changed_at")
    list_filter = ("message", "language", COMPANY)
    search_fields = ("subject", "text")
    search_help_text = _("Searches by subject and text.")
    joined = ("company", "changed_by")
    secret_paths = ("changed_by__password",)
    ordering = ("message", "language")


@admin.register(Person)
class PersonBehindAdmin(CompanyScopedAdmin):
    list_display = ("__str__", "company", "created_at")
    list_filter = (COMPANY,)
    search_fields = ("=id", "candidates__name", "candidates__email")
    search_help_text = _("Searches by number, and by name and e-mail address of the candidates.")
    joined = ("company",)
    ordering = ("-pk",)


@admin.register(Distinct)
class DistinctAdmin(CompanyScopedAdmin):
    list_display = (
        "__str__",
        linked("first", _("candidate")),
        linked("second", _("candidate")),
        "said_by",
        "at",
    )
    list_filter = (COMPANY,)
    search_fields = ("first__name", "second__name")
    search_help_text = _("Searches by name of either candidate.")
    joined = ("company", "first", "second", "said_by")
    secret_paths = ("first__password", "second__password", "said_by__password")
    ordering = ("-pk",)
