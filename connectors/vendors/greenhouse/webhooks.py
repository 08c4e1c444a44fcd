"""Greenhouse's recruiting webhooks, the same for both versions of Harvest. One event for each webhook.

None tells of an interview that was made or moved, and none of interviews that vanish with their candidate,
application or plan: those are asked for by id. What an interviewer answers is no event either, but stands in
those of the application. https://developers.greenhouse.io/webhooks.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from candidates.statuses import DeletedReason
from connectors.base import Touched, Webhook
from connectors.paths import dig
from connectors.signing import HexHmac

LARGEST_ID = 2**63 - 1
GONE = DeletedReason.VENDOR


@dataclass(frozen=True, slots=True)
class Named:
    """Where in the payload an event names records of a list: one id, or several."""

    resource: str
    path: str
    gone: str = ""
    below: str = ""


APPLICATION = (
    Named("candidates", "application.candidate.id"),
    Named("candidates", "application.candidate_id"),
    Named("applications", "application.id"),
)
JOB = (Named("jobs", "job.id"),)
EVENTS: dict[str, tuple[Named, ...]] = {
    "interview_deleted": (Named("interviews", "interview.id", GONE, GONE),),
    "delete_candidate": (
        Named("candidates", "person.id", GONE, GONE),
        Named("applications", "person.deleted_application_ids", GONE, GONE),
    ),
    "merge_candidate": (
        Named("candidates", "person.new_candidate_id"),
        Named("candidates", "person.id", DeletedReason.MERGED, DeletedReason.MERGED),
    ),
    "candidate_anonymized": (Named("candidates", "candidate_id", "", DeletedReason.ANONYMIZED),),
    "delete_application": (
        Named("candidates", "application.candidate_id"),
        Named("applications", "application.id", GONE, GONE),
    ),
    "update_candidate": (Named("candidates", "candidate.id"),),
    "new_candidate_application": APPLICATION,
    "new_prospect_application": APPLICATION,
    "application_updated": APPLICATION,
    "candidate_stage_change": APPLICATION,
    "reject_candidate": APPLICATION,
    "unreject_candidate": APPLICATION,
    "hire_candidate": APPLICATION,
    "unhire_candidate": APPLICATION,
    "job_created": JOB,
    "job_updated": JOB,
    "job_approved": JOB,
    "job_deleted": (Named("jobs", "job.id", GONE),),
    "job_interview_stage_deleted": (Named("stages", "job_interview_stage.id", GONE, GONE),),
    "scorecard_deleted": (Named("scorecards", "scorecard.id", GONE),),
}


def touched(body: Any) -> Iterator[Touched]:
    """The records an event names. The ping, and whatever else we do not follow, names none."""
    event = dig(body, "action")
    for named in EVENTS.get(event, ()) if isinstance(event, str) else ():
        for remote_id in ids_in(dig(body, f"payload.{named.path}")):
            yield Touched(
                resource=named.resource,
                remote_id=remote_id,
                gone=named.gone,
                below=named.below,
                panels=named.resource == "applications" and tells_answers(body),
            )


def tells_answers(body: Any) -> bool:
    """Whether it lists interviewers of the current stage. Which interview they are of is not told for sure."""
    steps = dig(body, "payload.application.current_stage.interviews")
    return isinstance(steps, list) and any(dig(step, "interviewers") for step in steps)


def ids_in(value: Any) -> Iterator[str]:
    """Whole numbers only: what goes into an address of the vendor is never free text."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, int) and not isinstance(one, bool) and 0 < one <= LARGEST_ID:
            yield str(one)


webhook = Webhook(
    signature=HexHmac(header="Signature", prefix="sha256 ", secret="webhook_secret"),  # noqa: S106
    touched=touched,
    event="action",
    event_id="Greenhouse-Event-ID",
)
