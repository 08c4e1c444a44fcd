from datetime import datetime

from connectors.sandbox.times import to_ms
from tests.connectors.vendors.adapter import Adapter, App, Word, said

LISTS = ("customers", "projects", "candidates")
STATUSES = {
    "new": "draft",
    "invited": "draft",
    "confirmed": "scheduled",
    "interviewing": "scheduled",
    "interviewed": "awaiting_feedback",
    "expired": "cancelled",
    "aborted": "cancelled",
    "skipped": "cancelled",
}


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = dict.fromkeys(LISTS, size)


def say(app: App, key: str, word: str) -> None:
    app.world.set_status(int(key), word)


def add(app: App, start: datetime, end: datetime) -> str:
    """Somebody who may record their answers whenever they like."""
    return str(app.world.add_invited().id)


def move(app: App, key: str, start: datetime) -> None:
    """The answers are there since that moment."""
    app.world.finish(int(key)).interviewed = to_ms(start)


def rate_some(app: App, key: str) -> None:
    row = app.world.candidates[int(key)]
    row.project = next(one for one in app.world.projects if len(one.evaluators) > 1)
    app.world.finish(row.id)
    app.world.rate(row.id, everybody=False)


def rate_all(app: App, key: str) -> None:
    app.world.finish(int(key))
    app.world.rate(int(key))


adapter = Adapter(
    vendor="viasto",
    interviews="/api/v3/companies/4/projects/*/candidates/",
    words=(
        *said(say, STATUSES),
        Word(word="interviewed", expected="awaiting_feedback", arrange=rate_some),
        Word(word="interviewed", expected="completed", arrange=rate_all),
    ),
    cap=cap,
    shown=lambda app: {str(row.id) for row in app.world.candidates},
    add=add,
    move=move,
    delete=lambda app, key: app.world.delete_candidate(int(key)),
    revoke=lambda app: app.desk.sessions.clear(),
    wrong={"token": "0" * 40},
    happens=(
        lambda app: app.world.rename(next(iter(app.world.candidates)).id, "Noor", "Ali"),
        lambda app: app.world.rename_project(next(iter(app.world.projects)).id, "Renamed"),
    ),
)
