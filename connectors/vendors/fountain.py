"""Fountain Hire: an applicant is a person and an application at once; interviews are the slots they have booked.

A slot has no status, no id of an interviewer and mostly no year: what the hub concludes from attendance, the
clock and the moment of booking is marked as such. A cancelled booking just vanishes.
https://developer.fountain.com/reference
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from django.utils.translation import gettext_noop

from connectors.auth import ApiKeyHeader
from connectors.base import (
    Connector,
    Lookup,
    Per,
    Profile,
    Resource,
    Touched,
    Webhook,
    Wish,
    Write,
    always,
)
from connectors.mapping import (
    Findings,
    Pick,
    Raw,
    Recipe,
    derived,
    identity,
    link,
    refuse,
    text,
    when,
)
from connectors.paging import PageTokens, Request, SinglePage
from connectors.paths import dig
from connectors.rates import Rate
from connectors.signing import HexHmac
from interviews.statuses import InterviewStatus

LONG = 5000
UUID = re.compile(r"[0-9a-fA-F-]{36}")
WRITTEN = re.compile(
    r"(?P<weekday>\w{3}), (?P<month>\w{3}) (?P<day>\d{1,2}) @ ?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?P<half>am|pm) (?P<zone>[A-Z]{3,4})"
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
HOURS_FROM_UTC = {
    "UTC": 0, "GMT": 0, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7,
    "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10,
}  # fmt: skip
WITHOUT_YEAR = "a time with its day, month and a zone of the United States, or ISO 8601"


def slot_time(path: str) -> Pick:
    """`Wed, Jun 03 @11:27am PDT` of the year nearest to the booking, or ISO 8601 with its zone."""
    exact, booked_at = when(path), when("booked_time")

    def read(raw: Raw, findings: Findings) -> datetime | None:
        value = dig(raw, path)
        if not isinstance(value, str) or "@" not in value:
            stated: datetime | None = exact.read(raw, findings)
            return stated
        booked = booked_at.read(raw, findings)
        found = nearest(value, booked) if booked else None
        if found is None:
            raise refuse(path, value, WITHOUT_YEAR)
        return found

    rule = gettext_noop("a moment; of the year nearest to the booking where it names none")
    return derived(rule, read, path, "booked_time")


def nearest(written: str, booked: datetime) -> datetime | None:
    """The moment written without a year that falls on the written weekday and is nearest to the booking."""
    parts = WRITTEN.fullmatch(written.strip())
    if parts is None or parts["zone"] not in HOURS_FROM_UTC or parts["month"] not in MONTHS:
        return None
    hour = int(parts["hour"]) % 12 + (12 if parts["half"] == "pm" else 0)
    zone = timezone(timedelta(hours=HOURS_FROM_UTC[parts["zone"]]))
    month, day, minute = MONTHS.index(parts["month"]) + 1, int(parts["day"]), int(parts["minute"])
    found = []
    for year in range(booked.year - 1, booked.year + 2):
        try:
            moment = datetime(year, month, day, hour, minute, tzinfo=zone)
        except ValueError:
            continue
        if WEEKDAYS[moment.weekday()] == parts["weekday"]:
            found.append(moment.astimezone(UTC))
    return min(found, key=lambda moment: abs(moment - booked), default=None)


def showed_up(raw: Raw) -> bool | None:
    """Seen as true or false and, in the vendor's own samples, as a text."""
    value = raw.get("showed_up")
    words: dict[Any, bool | None] = {"true": True, "false": False, "": None, None: None}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str | None) or value not in words:
        raise refuse("showed_up", value, "true, false or nothing")
    return words[value]


def status_of(raw: Raw, findings: Findings) -> str:
    """Attendance where it is told, else the clock."""
    attended = showed_up(raw)
    if attended is not None:
        return InterviewStatus.COMPLETED if attended else InterviewStatus.CANCELLED
    end = END.read(raw, findings) or START.read(raw, findings)
    over = end is not None and findings.at is not None and end <= findings.at
    return InterviewStatus.AWAITING_FEEDBACK if over else InterviewStatus.SCHEDULED


def concluded(raw: Raw, findings: Findings) -> str:
    yearless = [
        field
        for field, path in (("start_at", "start_time"), ("end_at", "end_time"))
        if "@" in str(raw.get(path))
    ]
    return " ".join([*yearless, "status"])


def slots_in(group: Any) -> Iterator[Any]:
    """The slots of an applicant, each with the applicant's id."""
    slots = dig(group, "booked_slots")
    if not isinstance(slots, list):
        raise refuse("booked_slots", slots, "a list of slots")
    for slot in slots:
        yield {**slot, "applicant_id": group["applicant_id"]} if isinstance(slot, dict) else slot


def is_open(raw: Raw, findings: Findings) -> str | None:
    active = raw.get("active")
    return ("open" if active else "closed") if isinstance(active, bool) else None


START, END = slot_time("start_time"), slot_time("end_time")
created, updated = when("created_at"), when("updated_at")

user = Recipe("user", remote_id=identity("id"), name=text("name"), email=text("email"))
job = Recipe(
    "job",
    remote_id=identity("id"),
    name=text("title"),
    status=derived("open while active, else closed", is_open, "active"),
)
stage = Recipe(
    "stage",
    each="stages",
    owned=True,
    remote_id=identity("id"),
    job_remote_id=identity("^.id"),
    name=text("title"),
)
candidate = Recipe(
    "candidate",
    remote_id=identity("id"),
    first_name=text("first_name"),
    last_name=text("last_name"),
    name=text("name"),
    email=text("email"),
    phone=text("phone_number"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
application = Recipe(
    "application",
    owned=True,
    remote_id=identity("id"),
    candidate_remote_id=identity("id"),
    job_remote_id=identity("funnel.id"),
    stage_remote_id=identity("stage.id"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
interview = Recipe(
    "interview",
    remote_id=identity("id"),
    title=text("stage_title"),
    application_remote_id=identity("applicant_id"),
    candidate_remote_id=identity("applicant_id"),
    location=text("location", longest=LONG),
    meeting_url=link("location", longest=LONG),
    start_at=START,
    end_at=END,
    status=derived(
        gettext_noop("attendance where it is told, else scheduled until the slot is over"), status_of,
        "showed_up", "end_time", inferred=True,
    ),
    inferred=derived(gettext_noop("what Fountain does not state"), concluded, "start_time", "end_time"),
    vendor_created_at=when("booked_time"),
)  # fmt: skip
interviewer = Recipe(
    "interviewer",
    each=lambda raw: [{}] if raw.get("recruiter") else [],
    owned=True,
    remote_id=identity("^.id"),
    interview_remote_id=identity("^.id"),
    name=text("^.recruiter"),
)


def touched(body: Any) -> Iterator[Touched]:
    """The applicant, and through them what they have booked: no event tells of a slot."""
    found = dig(body, "applicant.id")
    if isinstance(found, str) and UUID.fullmatch(found):
        yield Touched(resource="candidates", remote_id=found)
        yield Touched(resource="interviews", remote_id=found, parent=found)


def over(wish: Wish) -> str:
    standing = wish.row.get("status") == InterviewStatus.SCHEDULED
    return (
        "" if standing else gettext_noop("Fountain takes back a booking only before it took place.")
    )


connector = Connector(
    vendor="fountain",
    label="Fountain",
    code="FO",
    base_url="https://api.fountain.com",
    profile=always(
        Profile(
            auth=ApiKeyHeader(header="X-ACCESS-TOKEN", secret="api_token"),  # noqa: S106 (a name)
            rate=Rate(limit=120, window=60),
            probe=Request("/v2/funnels", (("per_page", "1"),)),
            resources=(
                Resource(
                    name="users", path="/v2/users", paging=SinglePage(records="users"),
                    makes=(user,), optional=True,
                ),
                Resource(
                    name="jobs", path="/v2/funnels", makes=(job, stage),
                    paging=PageTokens(
                        records="funnels", size="per_page", largest=100, token="pagination.next",  # noqa: S106
                        send_as="page",
                    ),
                ),
                Resource(
                    name="candidates", path="/v2/applicants", makes=(candidate, application),
                    paging=PageTokens(
                        records="applicants", size="per_page", largest=100,
                        token="pagination.next_cursor", send_as="cursor", until_empty=True,  # noqa: S106
                    ),
                    lookup=Lookup(path="/v2/applicants/{id}"),
                ),
                Resource(
                    name="interviews", path="/v2/applicants/booked_slots",
                    paging=SinglePage(), makes=(interview, interviewer), unfold=slots_in,
                    per=Per(resource="candidates", field="ids", batch=1000), elapsing=True,
                    lookup=Lookup(
                        path="/v2/applicants/booked_slots", field="ids", batch=1000,
                        parent="candidate_remote_id", by_parent=True,
                    ),
                ),
            ),
            writes=(
                Write(
                    action="cancel", resource="interviews", refused=over, final=True,
                    request=lambda wish: Request(
                        f"/v2/booked_slots/{wish.remote_id}/cancel", method="POST", body={}
                    ),
                ),
            ),
            attendance=True,
            not_reported=(
                "kind", "round", "time_zone", "response_status", "organizer", "updated_at",
                gettext_noop("a status of its own"),
            ),
            assumed=(gettext_noop("the list of users"), gettext_noop("the year of a slot without one")),
        )
    ),
    webhook=Webhook(
        signature=HexHmac(header="X-OBIQ-SIGNATURE-V2", secret="api_token"),  # noqa: S106 (a name)
        touched=touched,
    ),
)  # fmt: skip
