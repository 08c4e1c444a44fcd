"""The calendar: a day, a week, a month, or everybody's day side by side."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.formats import get_format
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from candidates.models import User
from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from candidates.times import OFTEN, Zones, zone_called
from candidates.workweek import Hours, read_hours
from interviews.active_filters import named, pills_of
from interviews.calendar.periods import DAY, MONTH, PEOPLE, WEEK, after, before, bounds, days_of
from interviews.calendar.timetable import USUAL, by_days, by_people, drawn
from interviews.forms.calendar import VIEWS, CalendarForm
from interviews.forms.filters import wanted
from interviews.ports import ports
from interviews.selectors import choices
from interviews.selectors.calendar import Shown, month_of, neighbours, rows_between
from interviews.selectors.listing import InterviewQuery
from interviews.statuses import InterviewStatus

PEOPLE_A_PAGE = 8
PLACES = ("view", "date", "tz")
TEN = time(10)


@require_safe
@member_page
def calendar(request: MemberRequest) -> HttpResponse:
    form = CalendarForm(request.GET, request.company)
    form.is_valid()
    zones = zones_for(request, form.cleaned_data.get("tz") or "")
    asked = wanted(
        form,
        company_id=request.company.pk,
        zone=zones.main,
        now=request.now,
        reader=request.user,
        cursor="",
    )
    today = request.now.astimezone(zones.main).date()
    view = form.cleaned_data.get("view") or WEEK
    day = form.cleaned_data.get("date") or today
    days = days_of(view, day, first_weekday(request.user))
    jobs, people = choices.jobs(request.company.pk), choices.people(request.company.pk)
    context = {
        "form": form,
        "complaints": asked.complaints,
        "pills": pills_of(request.GET, form, named(jobs, people)),
        "jobs": jobs,
        "people": people,
        "zones": zones,
        "view": view,
        "day": day,
        "days": days,
        "today": today,
        "own_zone": zones.main == request.zones.main,
        "may_move": request.membership.role in MAY_MOVE,
        "states": [*InterviewStatus.values, "unknown"],
        "zone_choices": zone_choices(form),
        "week_number": days[0].isocalendar().week if days[0].weekday() == 0 else None,
        "addresses": addresses(request.GET, view, day, today)
        | {"new": new_interview(day, days, request.now.astimezone(request.zones.main))},
    }
    shower = shown_month if view == MONTH else shown_people if view == PEOPLE else shown_days
    context |= shower(request, asked.query, days, zones.main, form)
    if not context["total"]:
        context["earlier"], context["later"] = around(asked.query, days, zones.main)
    return render(request, "interviews/calendar.html", context)


def new_interview(day: date, days: list[date], now: datetime) -> str:
    """What the address of the form ends with: ten o'clock on the day that is shown, or the next full hour if that is
    over; nothing where all days that are shown are.
    """
    day = day if day >= now.date() else max(now.date(), days[0])
    start = max(datetime.combine(day, TEN), full_hour_after(now.replace(tzinfo=None)))
    return f"?{urlencode({'start': f'{start:%Y-%m-%dT%H:%M}'})}" if start.date() in days else ""


def full_hour_after(local: datetime) -> datetime:
    return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def zones_for(request: MemberRequest, name: str) -> Zones:
    """The reader's, or the one asked for with the reader's below it."""
    zone, mine = zone_called(name), request.zones
    return Zones(zone, mine.main) if zone and zone != mine.main else mine


def zone_choices(form: CalendarForm) -> list[str]:
    """The usual ones, and the one that is on."""
    chosen = form.cleaned_data.get("tz")
    return [*OFTEN, chosen] if chosen and chosen not in OFTEN else list(OFTEN)


def around(query: InterviewQuery, days: list[date], zone: tzinfo) -> tuple[Any, Any]:
    return neighbours(query, bounds(days[0], zone)[0], bounds(days[-1], zone)[1])


def shown_days(
    request: MemberRequest, query: InterviewQuery, days: list[date], zone: tzinfo, form: Any
) -> dict[str, Any]:
    shown = rows_between(query, days, zone, request.now)
    work = working_hours(request, zone)
    table = by_days(shown.rows, shown.clashes, days, zone, request.now, work, shown.counts)
    return {"shown": shown, "table": table, "closed": closed(shown)} | counts(shown)


def shown_people(
    request: MemberRequest, query: InterviewQuery, days: list[date], zone: tzinfo, form: Any
) -> dict[str, Any]:
    shown = rows_between(query, days, zone, request.now)
    everybody = by_people(shown.rows, shown.clashes, days[0], zone, request.now)
    last = max(-(-len(everybody) // PEOPLE_A_PAGE), 1)
    page = min(form.cleaned_data.get("page") or 1, last)
    columns = everybody[(page - 1) * PEOPLE_A_PAGE : page * PEOPLE_A_PAGE]
    leaf = {
        "fewer": address(request.GET, page=page - 1) if page > 1 else "",
        "further": address(request.GET, page=page + 1) if page < last else "",
    }
    work = working_hours(request, zone)
    table = drawn(columns, shown.clashes, zone, request.now, work=work)
    told = {"shown": shown, "table": table, "closed": closed(shown), "everybody": len(everybody)}
    return told | leaf | counts(shown)


def closed(shown: Shown) -> set[int]:
    """Of what waits for a time, the interviews that can be given none from here."""
    why = ports.vendors.closed([row.interview.pk for row in shown.tray]) if shown.tray else {}
    return {pk for pk, doors in why.items() if doors["reschedule"]}


def working_hours(request: MemberRequest, zone: tzinfo) -> Hours:
    """The reader's own, which are on their own clock; else the usual ones."""
    own = read_hours(request.user.hours) if zone == request.zones.main else None
    return own or USUAL


def counts(shown: Shown) -> dict[str, int]:
    return {"total": len(shown.everything), "clashing": len(shown.everything & shown.clashes)}


def shown_month(
    request: MemberRequest, query: InterviewQuery, days: list[date], zone: tzinfo, form: Any
) -> dict[str, Any]:
    month = month_of(query, days, zone, request.now)
    weeks = [
        [
            (
                day,
                month.shown[day],
                month.rest.get(day, []),
                month.counts[day] - len(month.shown[day]),
            )
            for day in days[n : n + 7]
        ]
        for n in range(0, len(days), 7)
    ]
    return {
        "month": month,
        "weeks": weeks,
        "total": month.total,
        "clashing": month.clashing,
    }


def addresses(given: QueryDict, view: str, day: date, today: date) -> dict[str, Any]:
    """Where the buttons of the page lead; the filters stay."""
    return {
        "views": [(name, label, address(given, view=name, date=day)) for name, label in VIEWS],
        "before": address(given, date=before(view, day)),
        "after": address(given, date=after(view, day)),
        "today": address(given, date=""),
        "tomorrow": address(given, view=DAY, date=after(DAY, today)),
        "day": address(given, view=DAY, date=""),
        "here": address(given, date=""),
        "all": f"?{urlencode({name: str(given[name]) for name in PLACES if given.get(name)})}",
        "filters": address(given, **dict.fromkeys(PLACES, ""))[1:],
    }


def address(given: QueryDict, **news: Any) -> str:
    """With these values instead, without those that are empty now; leafing starts anew."""
    asked = given.copy()
    for name, value in {"page": "", **news}.items():
        asked[name] = str(value)
        if not asked[name]:
            del asked[name]
    return f"?{asked.urlencode()}"


def first_weekday(user: User) -> int:
    """0 for Monday: what the person chose, else as usual in the language."""
    usual = get_format("FIRST_DAY_OF_WEEK") or 7  # 0 is Sunday there
    return int(user.first_weekday or usual) - 1
