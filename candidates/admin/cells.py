"""Cells of lists and pages: links, moments with their zone, JSON that can be read."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib import admin
from django.db.models import DateTimeField, Model
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from candidates.times import clock, dated_day, zone_word

JSON_SHOWN = 200_000
EMPTY = "—"

Cell = Callable[[Any], Any]


def link_to(row: Model | None) -> str:
    """A link to the row's own admin page."""
    if row is None:
        return EMPTY
    return format_html('<a href="{}">{}</a>', page_of(row), row)


def page_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def link_to_list(app_and_model: str, text: object, **filters: Any) -> str:
    """A link to a filtered list, such as `link_to_list("connectors_issue", "3 open", account__id__exact=7)`."""
    address = reverse(f"admin:{app_and_model}_changelist")
    return format_html('<a href="{}?{}">{}</a>', address, urlencode(filters), text)


def linked(name: str, title: Any) -> Cell:
    """A column that links to the row a foreign key leads to; name it in `joined` too."""

    @admin.display(description=title, ordering=name)
    def cell(row: Any) -> str:
        return link_to(getattr(row, name))

    cell.__name__ = name
    return cell


def with_zone(at: Any) -> str:
    """`Thu 5 Nov 2026 10:42 CET`, in the zone of whoever looks; it breaks between day and clock only."""
    zone = timezone.get_current_timezone()
    day, hour = dated_day(at.astimezone(zone).date()), f"{clock(at, zone)} {zone_word(at, zone)}"
    return f"{unbroken(day)} {unbroken(hour)}"


def unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@cache
def moment_cell(field: "DateTimeField[Any, Any]") -> Cell:
    @admin.display(description=field.verbose_name, ordering=field.name)
    def cell(row: Any) -> str:
        at = getattr(row, field.name)
        return with_zone(at) if at else EMPTY

    cell.__name__ = field.name
    return cell


def with_moment_cells(model: type[Model], names: Any) -> list[Any]:
    """The same names, where a moment is shown with its zone; nested lists of fieldsets stay nested."""
    return [
        with_moment_cells(model, name) if isinstance(name, list | tuple) else cell_for(model, name)
        for name in names
    ]


def cell_for(model: type[Model], name: Any) -> Any:
    moments = {f.name: f for f in model._meta.concrete_fields if isinstance(f, DateTimeField)}
    return moment_cell(moments[name]) if name in moments else name


def as_block(value: object) -> str:
    """JSON to be read by a person, cut where a browser would suffer."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    cut = "\n…" if len(text) > JSON_SHOWN else ""
    return format_html("<pre>{}{}</pre>", text[:JSON_SHOWN], cut)
