"""How interviews and what surrounds them arrive from a vendor: plain values, a field for each reportable column.

None means "not reported by the vendor". Identifiers are the vendor's own, as text. Moments carry a zone.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRecord:
    remote_id: str
    name: str | None = None
    email: str | None = None
    active: bool | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRecord:
    remote_id: str
    name: str | None = None
    status: str | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRecord:
    remote_id: str
    job_remote_id: str | None = None
    name: str | None = None
    position: int | None = None
    active: bool | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRecord:
    """A step of the interview plan ("Culture Fit"): the kind of interview, not one that takes place."""

    remote_id: str
    stage_remote_id: str | None = None
    job_remote_id: str | None = None
    name: str | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRecord:
    remote_id: str
    candidate_remote_id: str | None = None
    job_remote_id: str | None = None
    stage_remote_id: str | None = None
    prospect: bool | None = None
    status: str | None = None
    vendor_status: str | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRecord:
    """Either `start_at`/`end_at` (moments) or, for an all-day interview, `start_date`/`end_date` as reported.

    `title` may come from the slot, `candidate` and `job` from the application, `stage` from the slot.
    `record_remote_id` names the vendor's record where several interviews stand in one; `inferred` are the fields,
    with spaces between, that the vendor does not state and the hub concludes.
    """

    remote_id: str
    title: str | None = None
    kind: str | None = None
    round: int | None = None
    application_remote_id: str | None = None
    candidate_remote_id: str | None = None
    job_remote_id: str | None = None
    stage_remote_id: str | None = None
    slot_remote_id: str | None = None
    organizer_remote_id: str | None = None
    location: str | None = None
    meeting_url: str | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    start_date: date | None = None
    end_date: date | None = None
    time_zone: str | None = None
    proposed_start_at: datetime | None = None
    proposed_end_at: datetime | None = None
    proposed_by: str | None = None
    status: str | None = None
    vendor_status: str | None = None
    external_event_id: str | None = None
    record_remote_id: str | None = None
    inferred: str | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewerRecord:
    """One seat of a panel. `user_remote_id` is None for a guest from outside, who then has an e-mail."""

    remote_id: str
    interview_remote_id: str | None = None
    user_remote_id: str | None = None
    name: str | None = None
    email: str | None = None
    response_status: str | None = None
    vendor_response_status: str | None = None
    scorecard_remote_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardRecord:
    remote_id: str
    application_remote_id: str | None = None
    user_remote_id: str | None = None
    recommendation: str | None = None
    submitted_at: datetime | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None
