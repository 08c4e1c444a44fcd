"""Cells of a report."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from candidates.templatetags.hub import person
from interviews.reports.said import shown
from interviews.reports.shapes import Cell

register = template.Library()


@register.filter
def cell(value: Cell) -> SafeString | str:
    """A text may be a name."""
    if value is None:
        return format_html('<span class="none">{}</span>', shown(value))
    return person(value) if isinstance(value, str) else shown(value)
