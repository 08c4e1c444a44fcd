"""RoundHR: an interview is one candidate's, a candidate is one application's; whose interviewers they are is not told.

Single interviews are documented, their list is not. https://api-docs.roundhr.com
"""

from functools import cache

from django.utils.translation import gettext_noop

from connectors.auth import Bearer
from connectors.base import Connector, Lookup, Option, Options, Profile, Resource
from connectors.mapping import (
    Findings,
    Raw,
    Recipe,
    derived,
    either,
    flag,
    identity,
    text,
    when,
    words,
)
from connectors.paging import PageTokens, Request
from connectors.paths import dig
from connectors.rates import Rate
from connectors.vendors.roundhr.interviews import interview
from connectors.vendors.roundhr.webhooks import CODE, SIGNATURE, webhook
from interviews.statuses import ApplicationStatus

PAGES = PageTokens(
    records="collection",
    size="per",
    largest=100,
    token="pagination.next_page_token",  # noqa: S106 (a place)
    send_as="page_token",
)
LIST = Option(
    name="interviews_path",
    help=gettext_noop("the path of the list of interviews, which is documented nowhere"),
    default="/v1/interviews",
    valid=lambda path: path.startswith("/"),
)
code = identity("code")
created, updated = when("created_at"), when("updated_at")
is_open = flag("application_form.open_status")


def code_in_address(raw: Raw, findings: Findings) -> str | None:
    """Where a job comes without its code, its public page has it: `https://…/c/code_job123`."""
    last = str(raw.get("url") or "").rstrip("/").rpartition("/c/")[2]
    return last if CODE.fullmatch(last) else None


def stage_name(raw: Raw, findings: Findings) -> str | None:
    """Stages have no code: one is known by its job and its title."""
    names = [dig(raw, path) for path in ("job.code", "job_stage.title")]
    return ":".join(names)[:200] if all(isinstance(name, str) and name for name in names) else None


job_code = either(
    code, derived("the code in the address of its page", code_in_address, "url", inferred=True)
)
stage_code = derived(
    "its job and its title, as it has no code", stage_name, "job.code", "job_stage.title",
    inferred=True,
)  # fmt: skip
user = Recipe(
    "user",
    each="managers[].user",
    remote_id=code,
    name=text("name"),
    email=text("email"),
)
job = Recipe(
    "job",
    remote_id=job_code,
    name=text("title"),
    status=derived(
        "open or closed, by whether its application form is",
        lambda raw, findings: {True: "open", False: "closed"}.get(is_open.read(raw, findings)),
        *is_open.paths,
    ),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
stage = Recipe(
    "stage",
    only=lambda raw: stage_name(raw, Findings()) is not None,
    remote_id=stage_code,
    job_remote_id=identity("job.code"),
    name=text("job_stage.title"),
)
candidate = Recipe(
    "candidate",
    remote_id=code,
    name=text("name"),
    email=text("email"),
    phone=text("phone"),
    vendor_created_at=created,
)
application = Recipe(
    "application",
    owned=True,
    remote_id=code,
    candidate_remote_id=code,
    job_remote_id=identity("job.code"),
    stage_remote_id=stage_code,
    status=words(
        "job_stage.stage_kind",
        ApplicationStatus,
        active="applied review interview offer",
        hired="pass",
        rejected="fail",
    ),
    vendor_status=text("job_stage.stage_kind"),
    vendor_created_at=when("applied_at"),
)


@cache
def reading(listed_at: str) -> Profile:
    return Profile(
        auth=Bearer(),
        rate=Rate(limit=60, window=60),
        probe=Request("/v1/jobs", (("per", "1"),)),
        resources=(
            Resource(
                name="jobs", path="/v1/jobs", paging=PAGES, key=job_code, makes=(job, user)
            ),
            Resource(
                name="candidates",
                path="/v1/candidates",
                paging=PAGES,
                key=code,
                lookup=Lookup(path="/v1/candidates/{id}", record="resource"),
                makes=(candidate, application, stage),
            ),
            Resource(
                name="interviews",
                path=listed_at,
                paging=PAGES,
                key=code,
                lookup=Lookup(path="/v1/interviews/{id}", record="resource"),
                makes=(interview,),
                assumed=True,
            ),
        ),
        not_reported=(
            "title", "interviewers", "response_status", "organizer", "location", "meeting_url",
            "time_zone",
        ),
        assumed=(
            gettext_noop("the list of interviews"), gettext_noop("the name of the header with a webhook's signature"),
            gettext_noop("what the body of a webhook looks like"),
        ),
    )  # fmt: skip


def profile(options: Options) -> Profile:
    return reading(str(options.get(LIST.name) or LIST.default))


connector = Connector(
    vendor="roundhr",
    label="RoundHR",
    code="RH",
    base_url="https://api.roundhr.com",
    profile=profile,
    options=(LIST, SIGNATURE),
    webhook=webhook,
)
