"""Marks of the queue: why a row is there, for how long, and its one action."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from candidates.templatetags.hub import ago, icon, moment, person
from candidates.times import city, dated_day
from interviews.attention.facts import Finding
from interviews.queue.actions import Action, action_of, page_of
from interviews.queue.forms import SEVERITY_WORDS
from interviews.selectors.attention.queue import Row
from interviews.templatetags.interviews import interviewer

register = template.Library()
Badges = Mapping[str | None, str]
NEAR = timedelta(hours=48)


@register.simple_tag
def why(row: Row) -> SafeString:
    """The sentence of a row, with the names in it marked as what they are."""
    told = {name: word(name, value) for name, value in row.finding.told.items()}
    told.setdefault("who", word("who", ""))
    return mark_safe(str(escape(row.rule.sentence)) % told)  # noqa: S308 (every word is escaped above)


def word(name: str, value: object) -> object:
    if isinstance(value, tzinfo):
        return conditional_escape(city(value))
    if isinstance(value, int):
        return value
    if name == "span":
        return conditional_escape(span_word(str(value)))
    if name in ("who", "other") and not value:
        return conditional_escape(gettext("An interview"))
    if name == "name" and not value:
        return conditional_escape(interviewer(None))
    return conditional_escape(person(value)) if value is not None else "?"


def span_word(span: str) -> str:
    """A day, or a week as calendars number them."""
    year, _w, week = span.partition("-W")
    if week:
        return gettext("week %(week)s of %(year)s") % {"week": int(week), "year": year}
    return dated_day(date.fromisoformat(span))


@register.simple_tag
def severity(finding: Finding) -> SafeString:
    return icon(f"sev-{finding.severity}", label=str(SEVERITY_WORDS[finding.severity]))


@register.simple_tag(takes_context=True)
def begins(context: dict[str, Any], finding: Finding) -> SafeString | str:
    """When it starts; an all-day interview has a date and no hour."""
    if finding.starts is None:
        return ""
    day, whole = finding.day, gettext("all day")
    text = f"{dated_day(day)}, {whole}" if day else moment(context, finding.starts)
    return format_html("<span>{}</span>", text)


@register.simple_tag(takes_context=True)
def sla(context: dict[str, Any], row: Row) -> str:
    """How the age of a row is shown: `over` where it presses, `near` where it soon will."""
    starts: datetime | None = row.finding.starts
    if row.finding.severity == "critical":
        return "over"
    near = starts is not None and starts - context["now"] <= NEAR
    return "near" if near or row.finding.severity == "high" else "ok"


@register.simple_tag(takes_context=True)
def row_age(context: dict[str, Any], row: Row) -> SafeString:
    """How long it has been so, or how long until it begins."""
    starts = row.finding.starts
    at = starts if starts is not None and starts > context["now"] else row.finding.since
    shape = '<span class="age" data-sla="{}">{}{}</span>'
    return format_html(shape, sla(context, row), icon("clock"), ago(context, at))


@register.simple_tag(takes_context=True)
def row_facts(context: dict[str, Any], row: Row, badges: Badges) -> SafeString:
    """When it begins, what it is, whose system, who owes it, until when it sleeps; `badges` are those of vendors."""
    shape, finding = "<span>{}</span>", row.finding
    told: list[str] = [begins(context, finding)]
    if finding.title:
        told.append(format_html(shape, finding.title))
    told += [badges[one.vendor] for one in (row.system, row.other_system) if one]
    if row.owing and finding.code == "feedback.overdue":
        names = [conditional_escape(interviewer(one.name or one.email)) for one in row.owing]
        who = SafeString(", ".join(names))
        told.append(format_html("<span>{} {}</span>", gettext("expected from:"), who))
    if row.until:
        words = escape(gettext("sleeps until %(until)s")) % {"until": moment(context, row.until)}
        told.append(format_html("<span>{}{}</span>", icon("snooze", size="sm"), SafeString(words)))
    return SafeString(" ".join(conditional_escape(one) for one in told))


@register.filter
def action(row: Row) -> Action:
    return action_of(row)


@register.filter
def page(row: Row) -> str:
    return page_of(row.finding)


@register.simple_tag(takes_context=True)
def key_of_move(context: dict[str, Any], row: Row) -> str:
    """One reminder for each time that somebody looks at the row and presses the button."""
    return f"queue-{row.finding.candidate}-{int(context['now'].timestamp())}"
