"""A line of the list of interviews, and the columns it is made of."""

from dataclasses import dataclass, field
from datetime import date, datetime

from interviews.coordination import Arranged


@dataclass(frozen=True, slots=True)
class Seat:
    """One interviewer of a panel, as the vendor reports them."""

    user_id: int | None
    user_remote_id: str | None
    name: str | None
    email: str | None
    response_status: str | None
    vendor_response_status: str | None


@dataclass(slots=True)
class InterviewRow:
    """A line of the list: an interview with the names of what it refers to; see `Interview` for the fields."""

    id: int
    account_id: int | None
    account_name: str | None
    vendor: str | None
    silent_about: list[str] | None
    remote_id: str | None
    record_remote_id: str | None
    title: str | None
    kind: str | None
    round: int | None
    application_id: int | None
    application_remote_id: str | None
    candidate_id: int | None
    candidate_remote_id: str | None
    candidate_name: str | None
    job_id: int | None
    job_remote_id: str | None
    job_name: str | None
    stage_id: int | None
    stage_remote_id: str | None
    stage_name: str | None
    organizer_id: int | None
    organizer_remote_id: str | None
    organizer_name: str | None
    organizer_identity_id: int | None
    coordinator_id: int | None
    candidate_coordinator_id: int | None
    project_coordinator_id: int | None
    location: str | None
    meeting_url: str | None
    start_at: datetime | None
    end_at: datetime | None
    start_date: date | None
    end_date: date | None
    begins_at: datetime | None
    finishes_at: datetime | None
    time_zone: str | None
    status: str | None
    vendor_status: str | None
    vendor_created_at: datetime | None
    vendor_updated_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int
    deleted_at: datetime | None
    deleted_reason: str
    panel: list[Seat] = field(default_factory=list)

    @property
    def arranged(self) -> Arranged:
        return Arranged(
            chosen=self.coordinator_id,
            organizer=self.organizer_identity_id,
            candidate=self.candidate_coordinator_id,
            project=self.project_coordinator_id,
        )

    @property
    def all_day(self) -> bool:
        return self.start_date is not None


JOINED = {
    "account_name": "account__name",
    "vendor": "account__vendor",
    "silent_about": "account__silent_about",
    "candidate_name": "candidate__name",
    "job_name": "job__name",
    "stage_name": "stage__name",
    "organizer_name": "organizer__name",
    "organizer_identity_id": "organizer__identity_id",
    "candidate_coordinator_id": "candidate__coordinator_id",
    "project_coordinator_id": "candidate__project__coordinator_id",
}
ROW_COLUMNS = [JOINED.get(name, name) for name in InterviewRow.__slots__ if name != "panel"]
SEAT_COLUMNS = list(Seat.__slots__)
