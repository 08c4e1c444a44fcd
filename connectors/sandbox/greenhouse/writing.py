"""Creating and changing interviews: the part that v1 and v3 share. Field names are the caller's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.greenhouse import payloads
from connectors.sandbox.greenhouse.filters import BadParameter
from connectors.sandbox.greenhouse.records import AWAITING_FEEDBACK, SCHEDULED, Interview, User
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.times import to_datetime


@dataclass(frozen=True, slots=True)
class Fields:
    """How a version of the API names what a write brings."""

    slot: str
    start: str
    end: str

    @property
    def required(self) -> tuple[str, ...]:
        return (
            "application_id",
            self.slot,
            "interviewers",
            self.start,
            self.end,
            "external_event_id",
        )

    @property
    def changeable(self) -> tuple[str, ...]:
        return (
            "interviewers", self.start, self.end, "external_event_id", "location",
            "video_conferencing_url",
        )  # fmt: skip


V1_FIELDS = Fields("interview_id", "start", "end")
V3_FIELDS = Fields("job_interview_id", "starts_at", "ends_at")


def create(world: World, fields: Fields, body: Mapping[str, Any], organizer: User) -> Interview:
    payloads.require(body, fields.required)
    payloads.only(body, ("application_id", fields.slot, *fields.changeable))
    application = world.applications.get(payloads.whole_number(body, "application_id"))
    if application is None:
        raise BadParameter("No such application", "application_id")
    slot = world.slots.get(payloads.whole_number(body, fields.slot))
    if slot is None or slot.stage.job is not application.job:
        raise BadParameter("Is not an interview of the application's job", fields.slot)
    start, end = _span(fields, body, None)
    seats = payloads.seats(world, body)
    interview = world.add_interview(
        start=to_datetime(start), end=to_datetime(end), application_id=application.id,
        slot_id=slot.id, user_ids=[], location=body.get("location"), through_api=True,
        organizer=organizer,
    )  # fmt: skip
    interview.event_id = str(body["external_event_id"])
    interview.video = body.get("video_conferencing_url")
    payloads.replace_panel(world, interview, seats)
    return interview


def change(
    world: World, fields: Fields, interview: Interview, body: Mapping[str, Any]
) -> Interview:
    payloads.only(body, fields.changeable)
    seats = payloads.seats(world, body) if "interviewers" in body else None
    if fields.start in body or fields.end in body:
        start, end = _span(fields, body, interview)
        world.reschedule(interview.id, start=to_datetime(start), end=to_datetime(end))
    if "location" in body or "video_conferencing_url" in body:
        location = body.get("location", interview.location)
        video = body.get("video_conferencing_url", interview.video)
        world.set_location(interview.id, location, video=video)
    if "external_event_id" in body:
        interview.event_id = body["external_event_id"]
        world.changed(interview)
    if seats is not None:
        payloads.replace_panel(world, interview, seats)
    return interview


def may_change(interview: Interview) -> bool:
    return interview.status in (SCHEDULED, AWAITING_FEEDBACK)


def _span(fields: Fields, body: Mapping[str, Any], current: Interview | None) -> tuple[int, int]:
    known = (current.start, current.end) if current else (None, None)
    start = payloads.instant(body, fields.start) if fields.start in body else known[0]
    end = payloads.instant(body, fields.end) if fields.end in body else known[1]
    if start is None or end is None:
        raise BadParameter("Both start and end are needed", fields.start)
    if end <= start:
        raise BadParameter("Must be after the start", fields.end)
    return start, end
