from datetime import datetime

from connectors.sandbox.roundhr.app import SIGNING_KEY
from connectors.sandbox.times import to_ms
from tests.connectors.vendors.adapter import Adapter, App, Word, said

LISTS = ("jobs", "candidates", "interviews")
STATES = {
    "draft": "draft",
    "init": "draft",
    "waiting": "draft",
    "member_confirm": "draft",
    "candidate_select": "draft",
    "confirmed": "scheduled",
    "interview_progress": "scheduled",
    "interview_completed": "completed",
    "canceled": "cancelled",
    "archived": "cancelled",
}


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = dict.fromkeys(LISTS, size)


def say(app: App, key: str, word: str) -> None:
    app.world.set_status(key, word)


def add(app: App, start: datetime, end: datetime) -> str:
    """Of somebody new, so that no other interview has the same scores."""
    job = next(iter(app.world.jobs.values()))
    person = app.world.apply(job, "김하늘", "haneul@example.org", "010-0000-0000")
    return str(app.world.add_interview(person.code, start=to_ms(start)).code)


def move(app: App, key: str, start: datetime) -> None:
    app.world.confirm(key, start=to_ms(start))


def end(app: App, key: str) -> None:
    """It took place, and nobody has handed in a score."""
    row = app.world.interviews[key]
    row.schedule.start = app.world.now - 2
    row.schedule.end = app.world.now - 1
    app.world.watch(row)
    app.world.settle()


def archive_later(app: App, key: str) -> None:
    end(app, key)
    app.world.archive(key)


def pass_somebody(app: App) -> None:
    undecided = (row.code for row in app.world.candidates.values() if row.stage != "pass")
    app.world.move(next(undecided), "pass")


def confirm_one(app: App) -> None:
    row = next(reversed(app.world.interviews.values()))
    app.world.confirm(row.code, start=app.world.now + 86_400_000)


adapter = Adapter(
    vendor="roundhr",
    interviews="/v1/interviews",
    words=(
        *said(say, STATES),
        Word(word="interview_completed", expected="awaiting_feedback", arrange=end),
        Word(word="archived", expected="completed", arrange=archive_later),
    ),
    cap=cap,
    shown=lambda app: set(app.world.interviews),
    add=add,
    move=move,
    delete=lambda app, key: app.world.delete_interview(key),
    revoke=lambda app: app.keys.clear(),
    wrong={"api_key": "sandbox-nonsense"},
    happens=(confirm_one, pass_somebody),
    listen=lambda app, url, post: app.webhooks.add(url, secret=SIGNING_KEY, post=post),
)
