"""What people wanted to be told of a change, into the outbox once its vendor has it."""

from datetime import datetime

from candidates.services.notices import Letter, Notice, announce
from connectors.models import WriteBack


def tell(row: WriteBack, *, now: datetime) -> None:
    """The same wish again writes nothing twice."""
    wanted, interview = row.values.get("notices"), row.interview
    if not wanted or interview is None or interview.candidate is None:
        return
    notice = Notice(
        candidate=interview.candidate,
        about=str(interview.pk),
        occasion=str(row.pk),
        letters=[Letter(**one) for one in wanted],
        by_id=row.asked_by_id,
    )
    announce(notice, row.account.company, now=now)
