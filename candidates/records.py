"""How projects and people arrive from a vendor: plain values, one field for each column a vendor may report.

None means "not reported by the vendor". Identifiers are the vendor's own, as text.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    remote_id: str
    name: str | None = None
    status: str | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRecord:
    """`status` is one of our eight words, or None where the vendor governs no such status."""

    remote_id: str
    project_remote_id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    gender: str | None = None
    address: str | None = None
    time_zone: str | None = None
    status: str | None = None
    vendor_status: str | None = None
    deadline: datetime | None = None
    invited_at: datetime | None = None
    confirmed_at: datetime | None = None
    interviewed_at: datetime | None = None
    vendor_created_at: datetime | None = None
    vendor_updated_at: datetime | None = None
