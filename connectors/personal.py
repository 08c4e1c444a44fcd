"""What of a change is personal: told to whoever has the right to personal data, and null for everybody else."""

from candidates.models import Change

FIELDS = ("email", "phone", "address", "absence", "override_reason")
PANEL = ("interviewer", "atsuser", "intervieweridentity")


def is_personal(record: str, field: str) -> bool:
    """Interviewers are not named either."""
    return field in FIELDS or (field == "name" and record in PANEL)


def remote_id_of(row: Change, *, personal: bool) -> str | None:
    """Where a vendor has no id of a seat, it is made of an address or a name."""
    return None if row.subject == "interviewer" and not personal else row.remote_id
