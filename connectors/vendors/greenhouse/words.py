"""Greenhouse's words for ours, the same in both versions. Undated placeholders and take-homes are drafts."""

from connectors.mapping import Pick, words
from interviews.statuses import ApplicationStatus, InterviewStatus, ResponseStatus


def interview_status(path: str) -> Pick:
    return words(
        path,
        InterviewStatus,
        draft="to_be_scheduled to_be_sent sent received",
        scheduled="scheduled",
        awaiting_feedback="awaiting_feedback collect_feedback",
        completed="complete",
        cancelled="skipped",
    )


def response_status(path: str) -> Pick:
    return words(
        path,
        ResponseStatus,
        needs_action="needs_action",
        accepted="accepted",
        tentative="tentative",
        declined="declined",
    )


def application_status(path: str) -> Pick:
    """Lists say `in_process` for what filters and v1 call `active`."""
    return words(
        path,
        ApplicationStatus,
        active="active in_process",
        rejected="rejected",
        hired="hired",
        converted="converted",
    )
