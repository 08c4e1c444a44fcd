"""Records as they were: what changed later is taken back, change by change, from the newest.

What was blanked in the changes because somebody was erased stays blank: it comes back as null.
"""

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from django.db.models import Field, Q

from candidates.models import Change, Mirrored

R = TypeVar("R", bound=Mirrored)


def before(rows: Sequence[R], later: Q) -> list[R]:
    """The rows without the changes that are `later`, and without those that were added later; one statement.

    They are not to be saved.
    """
    if not rows:
        return []
    model = type(rows[0])
    columns, here, absent = columns_of(model), {row.pk: row for row in rows}, set()
    changes = Change.objects.filter(later, subject=model._meta.model_name, subject_id__in=here)
    told = changes.order_by("-id").values_list("subject_id", "kind", "fields")
    for pk, kind, fields in told:
        if kind == Change.Kind.ADDED:
            absent.add(pk)
        for name in fields.keys() & columns.keys():
            setattr(here[pk], name, columns[name].to_python(fields[name][0]))
    return [row for row in rows if row.pk not in absent]


@cache
def columns_of(model: type[Mirrored]) -> dict[str, Field]:
    return {column.attname: column for column in model._meta.concrete_fields}
