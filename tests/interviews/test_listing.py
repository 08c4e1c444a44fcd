from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Company
from candidates.services.changes import Origin
from candidates.services.mirror import Arrival
from interviews.selectors.keyset import CursorError
from interviews.selectors.listing import InterviewQuery, list_interviews
from interviews.services.mirror import mirror

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def arrive(company: Company, *rows: dict) -> None:
    origin = Origin(company_id=company.pk, source="sync", at=NOON)
    arrivals = [Arrival(remote_id=row.pop("id"), news=row) for row in rows]
    mirror(kind="interview", arrivals=arrivals, origin=origin)


@pytest.mark.django_db
def test_pages_follow_each_other(acme):
    arrive(acme, *[{"id": str(n), "start_at": NOON + timedelta(hours=n % 3)} for n in range(7)])
    first = list_interviews(InterviewQuery(company_id=acme.pk, sort="-start_at", limit=3))
    second = list_interviews(
        InterviewQuery(company_id=acme.pk, sort="-start_at", limit=3, cursor=first.next_cursor)
    )
    assert [r.remote_id for r in first.rows + second.rows] == ["5", "2", "4", "1", "6", "3"]
    with pytest.raises(CursorError):
        list_interviews(InterviewQuery(company_id=acme.pk, cursor=first.next_cursor))
