"""Ceipal's interviews. That there are some is known, how they look is not: every field name is an option."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from connectors.base import Option
from connectors.mapping import (
    Findings,
    Pick,
    Raw,
    Recipe,
    derived,
    identity,
    joined,
    link,
    refuse,
    text,
    when,
    words,
)
from connectors.paths import dig
from connectors.vendors.ceipal.picks import (
    NOTHING_SAID,
    day_at,
    moment_at,
    said,
    wall_clock,
    zone_of,
)
from interviews.statuses import InterviewStatus

LONG = 5000
FIELDS = {
    "submission": "submission_id",
    "applicant": "applicant_id",
    "job": "job_id",
    "round": "interview_round",
    "mode": "interview_mode",
    "date": "interview_date",
    "from": "from_time",
    "to": "to_time",
    "zone": "timezone",
    "location": "location",
    "interviewers": "interviewers",
    "status": "interview_status",
    "organizer": "created_by",
    "created": "created",
    "modified": "modified",
}
OPTIONS = (
    Option(
        name="interviews_path",
        help=gettext_noop("where interviews are listed (assumed)"),
        default="/v2/getInterviewsList/",
        valid=lambda path: path.startswith("/"),
    ),
    Option(
        name="interview_path",
        help=gettext_noop("where one interview is, with {id} in it (assumed)"),
        default="/v2/getInterviewDetails/{id}/",
        valid=lambda path: path.startswith("/") and "{id}" in path,
    ),
    *(
        Option(
            name=f"{name}_field",
            help=gettext_noop("which field of an interview that is (assumed)"),
            default=field,
        )
        for name, field in FIELDS.items()
    ),
)


def moment(at: Mapping[str, str], name: str, zone: ZoneInfo | None) -> Pick:
    """A time of day on the date, on the clock of the interview's zone or else the tenant's."""

    def read(raw: Raw, findings: Findings) -> datetime | None:
        day, where = day_at(raw, at["date"]), zone_of(dig(raw, at["zone"])) or zone
        if day is None or dig(raw, at[name]) in NOTHING_SAID:
            return None
        if where is None:
            raise refuse(at["zone"], dig(raw, at["zone"]), "a time zone")
        return moment_at(day, raw, at[name], where)

    rule = gettext_noop("the time of day, on that date and the clock of that zone")
    return derived(rule, read, at["date"], at[name], at["zone"])


def whole_day(at: Mapping[str, str]) -> Pick:
    """A date without a time takes all day."""

    def read(raw: Raw, findings: Findings) -> date | None:
        return day_at(raw, at["date"]) if dig(raw, at["from"]) in NOTHING_SAID else None

    return derived(
        gettext_noop("the date, where there is no time of day"), read, at["date"], at["from"]
    )


def recipes(at: Mapping[str, str], zone: ZoneInfo | None) -> tuple[Recipe, Recipe]:
    """Interview and seat, read from the fields that the account's options name."""

    def round_number(raw: Raw, findings: Findings) -> int | None:
        found = re.search(r"\d{1,4}", str(dig(raw, at["round"]) or ""))
        return int(found[0]) if found else None

    def seats(raw: Raw) -> list[dict[str, Any]]:
        listed = dig(raw, at["interviewers"]) or ""
        if not isinstance(listed, str):
            raise refuse(at["interviewers"], listed, "ids with commas between")
        return [{"user": one} for one in map(str.strip, listed.split(",")) if one]

    interview = Recipe(
        "interview",
        remote_id=identity("id"),
        title=said(at["round"]),
        kind=said(at["mode"]),
        round=derived(gettext_noop("the number in it"), round_number, at["round"]),
        application_remote_id=identity(at["submission"]),
        candidate_remote_id=identity(at["applicant"]),
        job_remote_id=identity(at["job"]),
        organizer_remote_id=identity(at["organizer"]),
        location=said(at["location"], longest=LONG),
        meeting_url=link(at["location"], longest=LONG),
        time_zone=said(at["zone"]),
        status=words(at["status"], InterviewStatus),
        vendor_status=text(at["status"]),
        vendor_updated_at=when(at["modified"], zone=zone),
        start_at=moment(at, "from", zone),
        end_at=moment(at, "to", zone),
        start_date=whole_day(at),
        vendor_created_at=wall_clock(at["created"], zone),
    )
    seat = Recipe(
        "interviewer",
        each=seats,
        owned=True,
        remote_id=joined(":", identity("^.id"), identity("user")),
        interview_remote_id=identity("^.id"),
        user_remote_id=identity("user"),
    )
    return interview, seat
