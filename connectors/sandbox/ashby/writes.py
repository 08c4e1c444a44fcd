"""Schedules made, changed and cancelled over the API. Only those made with this key may be changed by it."""

from collections.abc import Mapping
from typing import Any

from connectors.sandbox.ashby.bodies import refused
from connectors.sandbox.ashby.records import CANCELLED, SCHEDULED, Event, Schedule, User
from connectors.sandbox.ashby.world import World
from connectors.sandbox.times import parse_instant

Body = Mapping[str, Any]


def create(world: World, body: Body) -> Schedule:
    application = world.applications.get(str(body.get("applicationId")))
    if application is None:
        raise refused("application_not_found", "There is no such application")
    wanted = [read(world, one) for one in listed(body.get("interviewEvents"))]
    if not wanted:
        raise refused("invalid_input", "interviewEvents must hold at least one event")
    schedule = world.add_schedule(application, SCHEDULED, by_api=True)
    for event in wanted:
        world.add_event(schedule, **event)
    world.tell("interviewScheduleCreate", schedule)
    return schedule


def update(world: World, body: Body) -> Schedule:
    schedule = own(world, body.get("interviewScheduleId"))
    gone = listed(body.get("interviewEventIdToCancel"))
    if bool(gone) == ("interviewEvent" in body):
        raise refused("invalid_input", "Give either interviewEvent or interviewEventIdToCancel")
    for event_id in gone:
        if event_in(schedule, event_id).has_feedback and not body.get("allowFeedbackDeletion"):
            raise refused("invalid_input", "The event has feedback")
        world.cancel_event(str(event_id))
    for one in listed(body.get("interviewEvent")):
        if one.get("interviewEventId"):
            change(world, event_in(schedule, one["interviewEventId"]), one)
            world.changed(schedule)
        else:
            world.add_event(schedule, **read(world, one))
    return schedule


def cancel(world: World, body: Body) -> Schedule:
    schedule = own(world, body.get("id"))
    schedule.status = CANCELLED
    world.changed(schedule)
    return schedule


def own(world: World, schedule_id: object) -> Schedule:
    schedule = world.schedules.get(str(schedule_id))
    if schedule is None:
        raise refused("interview_schedule_not_found", "There is no such interview schedule")
    if not schedule.by_api:
        raise refused("invalid_input", "The schedule was not created with this API key")
    return schedule


def event_in(schedule: Schedule, event_id: object) -> Event:
    for event in schedule.events:
        if event.id == event_id:
            return event
    raise refused("interview_event_not_found", "There is no such event in the schedule")


def change(world: World, event: Event, body: Body) -> None:
    if "startTime" in body:
        event.start = instant(body, "startTime")
    if "endTime" in body:
        event.end = instant(body, "endTime")
    if event.end <= event.start:
        raise refused("invalid_input", "endTime must be after startTime")
    if "interviewers" in body:
        event.panel = panel(world, body)
    event.updated = world.now


def read(world: World, body: Body) -> dict[str, Any]:
    start, end = instant(body, "startTime"), instant(body, "endTime")
    if end <= start:
        raise refused("invalid_input", "endTime must be after startTime")
    template = world.templates.get(str(body.get("interviewId")))
    return {
        "start": start,
        "end": end,
        "panel": panel(world, body),
        "template": template,
        "extra": body.get("extraData"),
    }


def instant(body: Body, name: str) -> int:
    try:
        return parse_instant(str(body[name]))
    except (KeyError, ValueError):
        raise refused("invalid_input", f"{name} must be a date in ISO 8601") from None


def panel(world: World, body: Body) -> list[User]:
    """Interviewers are matched by the e-mail of a user."""
    by_email = {user.email: user for user in world.users.values()}
    wanted = [one.get("email") for one in listed(body.get("interviewers"))]
    if not wanted or any(email not in by_email for email in wanted):
        raise refused("invalid_input", "interviewers must be users of Ashby, by e-mail")
    return [by_email[str(email)] for email in wanted]


def listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
