"""Ceipal ATS, version 2: a user's login, tokens of an hour, 404 for an empty list, the tenant's clock.

What is assumed of interviews stands in `interviews`. https://developer.ceipal.com
"""

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_noop

from connectors.auth import SignIn
from connectors.base import Connector, Lookup, Option, Options, Per, Profile, Resource, Since
from connectors.mapping import Recipe, derived, either, identity, text, when, whole_name
from connectors.paging import NextUrl, Request
from connectors.rates import Rate
from connectors.vendors.ceipal import interviews
from connectors.vendors.ceipal.picks import said, wall_clock, without_private, zone_of

PAGES = NextUrl(records="results", link="next", size="limit", largest=50)
NO_ROWS = "Data not found"
ZONE = Option(
    name="time_zone",
    help=gettext_noop("the time zone of the tenant, as in Asia/Kolkata"),
    valid=available_timezones().__contains__,
)

auth = SignIn(
    path="/v2/createAuthtoken/",
    body={"email": "email", "password": "password", "apiKey": "api_key"},
    required=("email", "password", "api_key"),
    token="access_token",  # noqa: S106 (a place)
    refresh="/v2/refreshToken/",
)
user = Recipe(
    "user",
    remote_id=identity("id"),
    name=either(said("display_name"), whole_name(said("first_name"), said("last_name"))),
    email=said("email_id"),
    active=derived(
        "true for “Active”, false for “Inactive”",
        lambda raw, findings: {"Active": True, "Inactive": False}.get(str(raw.get("status"))),
        "status",
    ),
)
stage = Recipe(
    "stage",
    only=lambda raw: bool(raw.get("pipeline_status")),
    remote_id=identity("pipeline_status"),
    name=text("pipeline_status"),
)


def job(zone: ZoneInfo | None) -> Recipe:
    return Recipe(
        "job",
        remote_id=identity("id"),
        name=either(said("position_title"), said("public_job_title")),
        status=said("job_status"),
        vendor_updated_at=when("modified", zone=zone),
        vendor_created_at=wall_clock("created", zone),
    )


def applicant(zone: ZoneInfo | None) -> Recipe:
    return Recipe(
        "candidate",
        remote_id=identity("id"),
        first_name=said("firstname"),
        last_name=said("lastname"),
        name=either(said("consultant_name"), whole_name(said("firstname"), said("lastname"))),
        email=either(said("email"), said("email_address_1")),
        phone=either(said("mobile_number"), said("home_phone_number"), said("work_phone_number")),
        vendor_created_at=wall_clock("created_at", zone),
    )


def submission(zone: ZoneInfo | None) -> Recipe:
    """Its words are the tenant's own labels, which the hub does not translate."""
    return Recipe(
        "application",
        remote_id=identity("id"),
        candidate_remote_id=either(identity("job_seeker_id"), identity("applicant_id")),
        job_remote_id=identity("job_id"),
        stage_remote_id=identity("pipeline_status"),
        vendor_status=said("submission_status"),
        vendor_updated_at=when("modified", zone=zone),
        vendor_created_at=wall_clock("submitted_on", zone),
    )


@cache
def reading(listed_at: str, single_at: str, zone_name: str, fields: tuple[str, ...]) -> Profile:
    """`fields` are those of an interview, in the order of `interviews.FIELDS`."""
    zone = zone_of(zone_name)
    changed = Since(param="modifiedAfter", style="%Y-%m-%d %H:%M:%S", zone=zone) if zone else None

    def listed(name: str, path: str, single: str, *recipes: Recipe, **more: Any) -> Resource:
        return Resource(
            name=name,
            path=path,
            paging=PAGES,
            makes=recipes,
            lookup=Lookup(path=single),
            empty_if_missing=NO_ROWS,
            page_size=50,
            **more,
        )

    at = dict(zip(interviews.FIELDS, fields, strict=True))
    return Profile(
        auth=auth,
        rate=Rate(limit=60, window=60),
        probe=Request("/v2/getUsersList/", (("limit", "5"),)),
        resources=(
            listed("users", "/v2/getUsersList/", "/v2/getUserDetails/{id}/", user),
            listed(
                "jobs", "/v2/getJobPostingsList/", "/v2/getJobPostingDetails/{id}/", job(zone),
                since=changed,
            ),
            listed(
                "candidates", "/v2/getApplicantsList/", "/v2/getApplicantDetails/{id}/",
                applicant(zone), since=changed, unfold=without_private,
            ),
            listed(
                "applications", "/v2/getSubmissionsList/", "/v2/getSubmissionDetails/{id}/",
                submission(zone), stage, since=changed, per=Per(resource="jobs", param="jobId"),
            ),
            listed("interviews", listed_at, single_at, *interviews.recipes(at, zone)),
        ),
        attendance=True,  # as a word
        not_reported=("response_status", "meeting_url"),
        assumed=(
            gettext_noop("where interviews are listed, and every name of their fields"),
            gettext_noop("what the words of an interview mean: say it for each on this page"),
            *(() if zone else (gettext_noop("nothing of the tenant's clock: set the option time_zone"),)),
        ),
    )  # fmt: skip


def profile(options: Options) -> Profile:
    chosen = {option.name: str(options.get(option.name) or option.default) for option in OPTIONS}
    return reading(
        chosen["interviews_path"],
        chosen["interview_path"],
        chosen[ZONE.name],
        tuple(chosen[f"{name}_field"] for name in interviews.FIELDS),
    )


OPTIONS = (ZONE, *interviews.OPTIONS)
connector = Connector(
    vendor="ceipal",
    label="Ceipal",
    code="CE",
    base_url="https://api.ceipal.com",
    profile=profile,
    options=OPTIONS,
)
