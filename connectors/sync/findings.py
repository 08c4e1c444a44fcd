"""What a sync has to tell a person, in sentences."""

from connectors.base import Resource
from connectors.errors import (
    BadRecord,
    GarbageAnswer,
    KeyRefused,
    NotFound,
    RequestRefused,
    VendorError,
)
from connectors.mapping import UnknownWord
from connectors.models import Issue
from connectors.services.issues import Finding


def unreadable(resource: Resource, remote_id: str, problem: BadRecord) -> Finding:
    return Finding(
        code=Issue.Code.UNREADABLE,
        subject=f"{resource.name} {remote_id}",
        resource=resource.name,
        remote_id=remote_id,
        field=problem.field,
        value=str(problem.value),
        message=f"{resource.name} {remote_id} could not be read: {problem.message}",
        advice="Correct the record at the vendor; it is read again with the next sync. "
        "All other records are in.",
    )


def unknown_word(resource: Resource, found: UnknownWord) -> Finding:
    return Finding(
        code=Issue.Code.UNKNOWN_WORD,
        subject=f"{resource.name} {found.field} {found.word}",
        resource=resource.name,
        field=found.field,
        value=found.word,
        message=f"The vendor's word “{found.word}” in {found.field} of {resource.name} has no meaning here yet.",
        advice="It is shown as it is and counted as unknown. Tell us what it means, so that it can be mapped.",
    )


def list_failed(resource: Resource, problem: VendorError) -> Finding:
    return Finding(
        code=code_of(problem),
        subject=resource.name,
        resource=resource.name,
        message=f"The list {resource.name} could not be read: {problem.message}",
        advice=advice_of(problem),
    )


def not_listed(resource: Resource) -> Finding:
    return Finding(
        code=Issue.Code.NOT_OFFERED,
        subject=resource.name,
        resource=resource.name,
        message=f"The vendor has no list of {resource.name}. Those known here are asked for one by one.",
        advice="New ones come by webhook: set it up at the vendor. If the vendor has such a list, name its path "
        "in the options of this connection.",
    )


def run_failed(problem: VendorError) -> Finding:
    return Finding(
        code=code_of(problem), subject="", message=problem.message, advice=advice_of(problem)
    )


def crashed(problem: Exception) -> Finding:
    return Finding(
        code=Issue.Code.CRASHED,
        subject="",
        message=f"The hub failed while reading: {type(problem).__name__}.",
        advice="This is a fault of the hub, not of the vendor. The log has the details; please report it.",
    )


def many_gone(resource: Resource, gone: int, known: int) -> Finding:
    return Finding(
        code=Issue.Code.MANY_GONE,
        subject=resource.name,
        resource=resource.name,
        message=f"{gone} of {known} {resource.name} are no longer listed by the vendor. Nothing was deleted here.",
        advice="If they were really deleted there, allow it in the admin (sync states, "
        "“delete what is held”); if not, check the key's permissions at the vendor.",
    )


def code_of(problem: VendorError) -> str:
    if isinstance(problem, KeyRefused):
        return Issue.Code.REFUSED
    if isinstance(problem, GarbageAnswer):
        return Issue.Code.GARBAGE
    if isinstance(problem, RequestRefused):
        return Issue.Code.REQUEST_REFUSED
    if isinstance(problem, NotFound):
        return Issue.Code.NOT_OFFERED
    return Issue.Code.UNREACHABLE


def advice_of(problem: VendorError) -> str:
    if isinstance(problem, KeyRefused):
        return "Check the credentials and their permissions at the vendor, then connect again."
    if isinstance(problem, RequestRefused):
        return "Check the options of this connection."
    if isinstance(problem, NotFound):
        return "What this list would tell is shown as not reported. Check the base URL if it should exist."
    return "The next sync tries again by itself."
