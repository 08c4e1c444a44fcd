"""The badge of a vendor: a monogram and its name, never a brand colour."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext

from candidates.times import duration
from connectors.models import SyncRun
from connectors.selectors.vendors import badge_of

register = template.Library()


@register.filter
def vendor_name(vendor: str | None) -> str:
    return badge_of(vendor).label if vendor else gettext("Interview Hub")


@register.filter
def vendor_badge(vendor: str | None) -> str:
    """What was made in the hub has no vendor."""
    if not vendor:
        return format_html('<span class="vendor">{}</span>', gettext("made here"))
    badge = badge_of(vendor)
    shape = '<span class="vendor"><span class="vendor__code" aria-hidden="true">{}</span>{}</span>'
    return format_html(shape, badge.code, badge.label)


@register.filter
def not_reported(vendor: str | None) -> str:
    """What null is called on a page: never "fine"."""
    text = gettext("not reported by %(vendor)s") % {"vendor": vendor_name(vendor)}
    return format_html('<span class="none">{}</span>', text)


@register.simple_tag(takes_context=True)
def took(context: dict[str, Any], run: SyncRun) -> str:
    """How long a run has been at it, or was."""
    if run.started_at is None:
        return ""
    length = (run.finished_at or context["now"]) - run.started_at
    if length.total_seconds() < 60:
        return gettext("%(seconds)d s") % {"seconds": length.total_seconds()}
    return duration(length)
