"""From when on the rules of a company's queue fire: saved with one change."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from candidates.models import Change, Company
from candidates.services.changes import Origin, note_beside
from interviews.attention.thresholds import NAMES
from interviews.models import AttentionSettings


@transaction.atomic
def save(company: Company, values: Mapping[str, Any], origin: Origin) -> AttentionSettings:
    row, made = AttentionSettings.objects.select_for_update().get_or_create(company=company)
    before = {name: getattr(row, name) for name in NAMES}
    for name in NAMES:
        setattr(row, name, values[name])
    row.save()
    fields = {
        name: [plain(before[name]), plain(values[name])]
        for name in NAMES
        if before[name] != values[name]
    }
    kind = Change.Kind.ADDED if made else Change.Kind.UPDATED
    note_beside(row, kind, fields, origin)
    return row


def plain(value: Any) -> Any:
    return value if isinstance(value, int | list) else str(value)
