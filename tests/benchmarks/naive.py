"""What most would write: requests, and update_or_create for each row.

`python -m tests.benchmarks.naive PORT`, with DATABASE_URL and Django's settings in the environment. It keeps
no raw record, no reading and no change.
"""

import sys
from datetime import datetime
from typing import Any

import django
import requests

django.setup()  # the models below need it

from django.utils import timezone  # noqa: E402

from interviews.models import AtsUser, Interview, Interviewer  # noqa: E402
from tests.benchmarks.vendor import INTERVIEWS, USERS  # noqa: E402

OWNER = {"company_id": 1, "account_id": 1}


def records(port: int, path: str) -> Any:
    session = requests.Session()
    url: str | None = f"http://127.0.0.1:{port}{path}"
    while url:
        response = session.get(url, timeout=30)
        yield from response.json()
        url = response.links.get("next", {}).get("url")


def put(model: Any, remote_id: object, **values: Any) -> Any:
    now = timezone.now()
    row, _ = model.objects.update_or_create(
        account_id=1,
        remote_id=str(remote_id),
        defaults={**values, "updated_at": now},
        create_defaults={**OWNER, **values, "created_at": now, "updated_at": now},
    )
    return row


def load(port: int) -> None:
    for raw in records(port, USERS):
        put(AtsUser, raw["id"], name=raw["name"], email=raw["primary_email_address"])
    for raw in records(port, INTERVIEWS):
        starts, ends = (datetime.fromisoformat(raw[edge]["date_time"]) for edge in ("start", "end"))
        interview = put(
            Interview,
            raw["id"],
            title=raw["interview"]["name"],
            location=raw["location"],
            meeting_url=raw["video_conferencing_url"],
            start_at=starts,
            end_at=ends,
            begins_at=starts,
            finishes_at=ends,
            vendor_status=raw["status"],
            organizer=AtsUser.objects.get(account_id=1, remote_id=str(raw["organizer"]["id"])),
        )
        for seat in raw["interviewers"]:
            put(
                Interviewer,
                f"{raw['id']}:{seat['id']}",
                interview=interview,
                user=AtsUser.objects.get(account_id=1, remote_id=str(seat["id"])),
                vendor_response_status=seat["response_status"],
            )


if __name__ == "__main__":
    load(int(sys.argv[1]))
