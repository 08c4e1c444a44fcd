"""Rows of an import: what they say, and what becomes of them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from candidates.models import Batch, BatchRow

register = template.Library()
WORDS = dict(BatchRow.Outcome.choices)


@register.filter
def outcome_word(outcome: str) -> str:
    return str(WORDS.get(outcome, outcome))


@register.simple_tag
def outcome_pill(outcome: str) -> SafeString:
    return format_html(
        '<span class="outcome" data-outcome="{}">{}</span>', outcome, outcome_word(outcome)
    )


@register.filter
def said(row: BatchRow, batch: Batch) -> str:
    """What stands in the columns that are imported."""
    values = (row.values.get(column) for column in batch.columns)
    return ", ".join(str(value)[:80] for value in values if value not in (None, ""))
