"""What a sync has to tell a person."""

from connectors.base import Resource
from connectors.errors import (
    BadRecord,
    GarbageAnswer,
    KeyRefused,
    NotFound,
    RequestRefused,
    VendorError,
)
from connectors.issue_texts import closed
from connectors.mapping import UnknownWord
from connectors.models import Issue
from connectors.services.issues import Finding

Code = Issue.Code


def unreadable(resource: Resource, remote_id: str, problem: BadRecord) -> Finding:
    return Finding(
        code=Code.UNREADABLE,
        subject=f"{resource.name} {remote_id}",
        resource=resource.name,
        remote_id=remote_id,
        field=problem.field,
        value=str(problem.value),
        told={
            "wrong": "unreadable",
            "do": "correct",
            "list": resource.name,
            "id": remote_id,
            "problem": closed(problem.message),
        },
    )


def unknown_word(resource: Resource, found: UnknownWord) -> Finding:
    return Finding(
        code=Code.UNKNOWN_WORD,
        subject=f"{resource.name} {found.field} {found.word}",
        resource=resource.name,
        field=found.field,
        value=found.word,
        told={
            "wrong": "unknown_word",
            "do": "map",
            "list": resource.name,
            "field": found.field,
            "word": found.word,
        },
    )


def list_failed(resource: Resource, problem: VendorError) -> Finding:
    return Finding(
        code=code_of(problem),
        subject=resource.name,
        resource=resource.name,
        told={
            "wrong": "list_failed",
            "do": advice_on(problem),
            "list": resource.name,
            "problem": closed(problem.message),
        },
    )


def not_listed(resource: Resource) -> Finding:
    return Finding(
        code=Code.NOT_OFFERED,
        subject=resource.name,
        resource=resource.name,
        told={"wrong": "not_listed", "do": "hook", "list": resource.name},
    )


def run_failed(problem: VendorError) -> Finding:
    told = {"wrong": "run_failed", "do": advice_on(problem), "problem": closed(problem.message)}
    return Finding(code=code_of(problem), subject="", told=told)


def crashed(problem: Exception) -> Finding:
    told = {"wrong": "crashed", "do": "report", "problem": f"{type(problem).__name__}."}
    return Finding(code=Code.CRASHED, subject="", told=told)


def many_gone(resource: Resource, gone: int, known: int) -> Finding:
    return Finding(
        code=Code.MANY_GONE,
        subject=resource.name,
        resource=resource.name,
        told={
            "wrong": "many_gone",
            "do": "decide",
            "list": resource.name,
            "gone": gone,
            "known": known,
        },
    )


def code_of(problem: VendorError) -> str:
    if isinstance(problem, KeyRefused):
        return Code.REFUSED
    if isinstance(problem, GarbageAnswer):
        return Code.GARBAGE
    if isinstance(problem, RequestRefused):
        return Code.REQUEST_REFUSED
    if isinstance(problem, NotFound):
        return Code.NOT_OFFERED
    return Code.UNREACHABLE


def advice_on(problem: VendorError) -> str:
    """The name of a sentence."""
    if isinstance(problem, KeyRefused):
        return "key"
    if isinstance(problem, RequestRefused):
        return "options"
    return "no_list" if isinstance(problem, NotFound) else "again"
