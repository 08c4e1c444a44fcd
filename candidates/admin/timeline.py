"""The timeline of changes, as a list of its own and at the foot of every record."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import as_block, link_to_list, linked, with_zone
from candidates.admin.scoped import CompanyScopedAdmin, ScopedRelatedFilter
from candidates.models import Change

SHOWN = 10
FIELDS_TOLD = 3


def told(change: Change) -> str:
    """`location: Room 4 → —; status: draft → scheduled; and 2 more`"""
    parts = [
        f"{name}: {shown(old)} → {shown(new)}"
        for name, (old, new) in list(change.fields.items())[:FIELDS_TOLD]
    ]
    rest = len(change.fields) - FIELDS_TOLD
    return "; ".join(parts + ([f"… +{rest}"] if rest > 0 else []))


def shown(value: object) -> str:
    text = "—" if value in (None, "") else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def timeline_of(row: Model) -> str:
    """The newest changes of a record, and the way to all of them."""
    story = story_filter(row)
    changes = Change.objects.filter(**story).select_related("actor").order_by("-pk")[:SHOWN]
    lines = format_html_join(
        "",
        "<li>{} · {} · {} {}<br>{}</li>",
        (
            (with_zone(c.at), c.get_kind_display(), c.get_source_display(), c.actor or "", told(c))
            for c in changes
        ),
    )
    everything = link_to_list("candidates_change", _("All changes"), **story)
    return format_html("<ul>{}</ul>{}", lines or mark_safe("<li>—</li>"), everything)


def story_filter(row: Model) -> dict[str, Any]:
    """An interview's and a candidate's story holds what happened to their parts; others tell their own."""
    subject = str(row._meta.model_name)
    if subject in {"interview", "candidate"}:
        return {f"{subject}_id": row.pk}
    return {"subject": subject, "subject_id": row.pk}


@admin.register(Change)
class ChangeAdmin(CompanyScopedAdmin):
    list_display = (
        "at",
        "kind",
        "subject",
        "remote_id",
        "what",
        "source",
        linked("actor", _("who")),
        linked("account", _("account")),
    )
    list_display_links = ("at", "kind")
    list_filter = (
        "kind",
        "source",
        ("account", ScopedRelatedFilter),
        ("company", ScopedRelatedFilter),
    )
    search_fields = ("=remote_id", "=subject_id", "=candidate_id", "=interview_id")
    search_help_text = _("Searches by the vendor's id, or by the hub's number of a record.")
    joined = ("account", "actor", "company")
    secret_paths = ("account__credentials", "account__tokens", "actor__password")
    ordering = ("-pk",)
    sortable_by = ()
    fieldsets = (
        (None, {"fields": ("at", "kind", "source", "actor", "company", "account", "run_id")}),
        (
            _("Record"),
            {"fields": ("subject", "subject_id", "remote_id", "candidate_id", "interview_id")},
        ),
        (_("From what to what"), {"fields": ("all_fields",)}),
    )

    @admin.display(description=_("what"))
    def what(self, change: Change) -> str:
        return told(change)

    @admin.display(description=_("fields"))
    def all_fields(self, change: Change) -> str:
        return as_block(change.fields)
