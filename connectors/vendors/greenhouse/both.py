"""What both versions say the same way: words, jobs, candidates. Undated placeholders and take-homes are drafts."""

from connectors.mapping import Pick, Recipe, identity, preferred, text, when, whole_name, words
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


job = Recipe(
    "job",
    remote_id=identity("id"),
    name=text("name"),
    status=text("status"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
candidate = Recipe(
    "candidate",
    remote_id=identity("id"),
    first_name=text("first_name"),
    last_name=text("last_name"),
    name=whole_name(text("first_name"), text("last_name")),
    email=preferred("email_addresses", "value", marked="type", by="personal"),
    phone=preferred("phone_numbers", "value", marked="type", by="mobile"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
