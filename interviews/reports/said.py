"""Cells of a report in words for a page, and plain for a file."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from candidates.templatetags.hub import number
from candidates.times import duration
from interviews.reports.asked import Asked, following
from interviews.reports.shapes import Cell, Days, Share


def shown(cell: Cell) -> str:
    if cell is None:
        return _("not known")
    if isinstance(cell, timedelta):
        return length(cell)
    if isinstance(cell, Share):
        return percent(cell)
    if isinstance(cell, Days):
        return days_said(cell)
    return number(cell) if isinstance(cell, int) else cell


def length(span: timedelta) -> str:
    """`18 min`, `2 h 18 min`, `1.5 days`: a median of days is not a whole number of them."""
    days = span / timedelta(days=1)
    if days < 2:
        return duration(span)
    text = f"{days:.1f}" if days < 10 else f"{days:.0f}"
    return _("%(days)s days") % {"days": decimal(text)}


def percent(share: Share) -> str:
    found = share.percent
    if found is None:
        return "–"
    fine = round(found, 1)
    text = f"{found:.0f}" if fine >= 10 or fine == int(fine) else f"{fine}"
    return _("%(n)s %%") % {"n": decimal(text)}


def decimal(text: str) -> str:
    return text.replace(".", pgettext("decimal point", "."))


def plain(cell: Cell) -> str | int:
    """Durations in hours, shares in percent, both with a point; of days the first; nothing for what is not known."""
    if cell is None:
        return ""
    if isinstance(cell, timedelta):
        return f"{cell / timedelta(hours=1):.2f}"
    if isinstance(cell, Days):
        return cell.first.isoformat()
    if isinstance(cell, Share):
        return "" if cell.percent is None else f"{cell.percent:.1f}"
    return cell


def short_month_day(day: date) -> str:
    return date_format(day, pgettext("date format: day and month in short", "j M"))


def stretch(day: date, asked: Asked) -> str:
    """The period that begins on that day: `Nov 2026`, `2 Nov` for a week."""
    return month_in_short(day) if asked.monthly else short_month_day(day)


def month_in_short(day: date) -> str:
    return date_format(day, pgettext("date format: month in short, year", "M Y"))


def days(day: date, asked: Asked) -> Days:
    """The same, as far as it lies in the range."""
    last = following(day, asked) - timedelta(days=1)
    return Days(max(day, asked.first), min(last, asked.last), asked.monthly)


def days_said(span: Days) -> str:
    """`2 Nov – 8 Nov`"""
    if span.month:
        return month_in_short(span.first)
    first, last = short_month_day(span.first), short_month_day(span.last)
    return first if first == last else f"{first} – {last}"


def interviews(n: int) -> str:
    return ngettext("%(n)s interview", "%(n)s interviews", n) % {"n": number(n)}


def not_reported(name: str, n: int, of: Callable[[int], str] = interviews) -> str:
    """A vendor cannot tell: never a silent zero."""
    return _("Not reported by %(name)s: left out %(interviews)s.") % {
        "name": name,
        "interviews": of(n),
    }
