"""RoundHR's interviews: ten states of their own, and that of their schedule."""

from dataclasses import replace

from django.utils.translation import gettext_noop

from connectors.mapping import Findings, Raw, Recipe, identity, number, text, when, words
from connectors.paths import dig
from interviews.statuses import InterviewStatus

updated = when("updated_at")
starts, ends = when("schedule.start_at"), when("schedule.end_at")
state = words(
    "status",
    InterviewStatus,
    draft="draft init waiting member_confirm candidate_select",
    scheduled="confirmed interview_progress",
    completed="interview_completed archived",
    cancelled="canceled",
)


def status(raw: Raw, findings: Findings) -> str | None:
    """RoundHR keeps no word for scores that are still to come, nor for why an interview was put away."""
    word = raw.get("status")
    found: str | None = state.read(raw, findings)
    if word in findings.own_words.get("status", {}):
        return found
    if word == "interview_completed" and scores_to_come(raw):
        return InterviewStatus.AWAITING_FEEDBACK
    if word == "archived" and not took_place(raw, findings):
        return InterviewStatus.CANCELLED
    return found


def scores_to_come(raw: Raw) -> bool:
    """By the counts, unless the feedback is closed; where there are none, by its status."""
    feedback = dig(raw, "candidate.feedback_status")
    given, asked = (
        dig(raw, f"candidate.feedback_score_{name}") for name in ("count", "total_count")
    )
    if feedback != "complete" and isinstance(given, int) and isinstance(asked, int):
        return given < asked
    return bool(feedback == "ongoing")


def took_place(raw: Raw, findings: Findings) -> bool:
    """Whether its confirmed time was over when the interview was last changed, that is archived."""
    end, archived = ends.read(raw, findings), updated.read(raw, findings)
    confirmed = dig(raw, "schedule.status") == "confirmed"
    return bool(confirmed and end and archived and end <= archived)


interview = Recipe(
    "interview",
    remote_id=identity("code"),
    kind=text("kind"),
    round=number("number"),
    application_remote_id=identity("candidate.code"),
    candidate_remote_id=identity("candidate.code"),
    job_remote_id=identity("candidate.job.code"),
    start_at=starts,
    end_at=ends,
    status=replace(
        state,
        read=status,
        rule=gettext_noop(
            "our word for the vendor's; a completed one awaits feedback while scores are to come; an archived one "
            "took place if its confirmed time was over by then"
        ),
        paths=(
            "status", "candidate.feedback_score_count", "candidate.feedback_score_total_count",
            "candidate.feedback_status", "schedule.status", "schedule.end_at", "updated_at",
        ),
    ),
    vendor_status=text("status"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=updated,
)  # fmt: skip
