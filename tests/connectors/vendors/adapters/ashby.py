from datetime import datetime

from connectors.sandbox.ashby.app import WEBHOOK_SECRET
from tests.connectors.vendors.adapter import Adapter, App, said

LISTS = ("user", "job", "interview", "candidate", "application", "interviewSchedule")
STATUSES: dict[str, str | None] = {
    "NeedsScheduling": "draft",
    "WaitingOnCandidateBooking": "draft",
    "WaitingOnCandidateAvailability": "draft",
    "CandidateAvailabilitySubmitted": "draft",
    "OnHold": "draft",
    "Scheduled": "scheduled",
    "WaitingOnFeedback": "awaiting_feedback",
    "Complete": "completed",
    "Cancelled": "cancelled",
    "Unknown": None,
}


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = dict.fromkeys(LISTS, size)


def say(app: App, key: str, word: str) -> None:
    app.world.set_status(app.world.schedule_of(key), word)


def shown(app: App) -> set[str]:
    """An event each; a schedule without events stands for itself."""
    return {
        one.id
        for schedule in app.world.schedules.values()
        for one in (schedule.events or [schedule])
    }


def delete(app: App, key: str) -> None:
    app.world.delete_schedule(app.world.schedule_of(key).id)


def add(app: App, start: datetime, end: datetime) -> str:
    return str(app.world.add_interview(start=start, end=end).id)


def change_one(app: App) -> None:
    schedule = next(row for row in app.world.schedules.values() if row.events)
    app.world.cancel_event(schedule.events[-1].id)


def lose_somebody(app: App) -> None:
    schedule = next(reversed(app.world.schedules.values()))
    app.world.delete_candidate(schedule.application.candidate.id)


adapter = Adapter(
    vendor="ashby",
    interviews="/interviewSchedule.list",
    words=said(say, STATUSES),
    cap=cap,
    shown=shown,
    add=add,
    move=lambda app, key, start: app.world.reschedule(key, start=start),
    records=lambda app: len(app.world.schedules),
    delete=delete,
    revoke=lambda app: app.keys.clear(),
    wrong={"api_key": "sandbox-nonsense"},
    happens=(change_one, lose_somebody),
    listen=lambda app, url, post: app.webhooks.add(url, secret=WEBHOOK_SECRET, post=post),
)
