"""What people wanted to be told of a change, into the outbox once its vendor has it."""

from datetime import datetime

from candidates.services.notices import Notice, announce
from connectors.models import WriteBack


def tell(row: WriteBack, *, now: datetime) -> None:
    """The same wish again writes nothing twice."""
    wanted, interview = row.values.get("notice"), row.interview
    if not wanted or interview is None or interview.candidate is None:
        return
    notice = Notice(
        candidate=interview.candidate,
        about=str(interview.pk),
        occasion=str(row.pk),
        addresses=wanted["to"],
        subject=wanted["subject"],
        text=wanted["text"],
        language=wanted["language"],
        by_id=row.asked_by_id,
    )
    announce(notice, row.account.company, now=now)
