from datetime import datetime, timedelta

from connectors.sandbox.times import MINUTE, to_ms
from tests.connectors.vendors.adapter import Adapter, App, Word


def cap(app: App, size: int) -> None:
    app.world.page_caps = dict.fromkeys(("opportunities", "interviews"), size)


def add(app: App, start: datetime, end: datetime) -> str:
    minutes = (to_ms(end) - to_ms(start)) // MINUTE
    return str(app.world.add_interview(to_ms(start), minutes).id)


def move(app: App, key: str, start: datetime) -> None:
    app.world.interviews[key].start = to_ms(start)


def leave(app: App, key: str) -> None:
    """It is still to come."""


def cancel(app: App, key: str) -> None:
    app.world.interviews[key].canceled = app.world.now


def end(app: App, key: str) -> None:
    move(app, key, app.world.clock() - timedelta(hours=3))


def hand_in(app: App, key: str) -> None:
    end(app, key)
    app.world.interviews[key].form = app.world.now


adapter = Adapter(
    vendor="lever",
    interviews="/v1/opportunities/*/interviews",
    words=tuple(
        Word(word=None, expected=expected, arrange=arrange)
        for expected, arrange in (
            ("scheduled", leave),
            ("cancelled", cancel),
            ("awaiting_feedback", end),
            ("completed", hand_in),
        )
    ),
    cap=cap,
    shown=lambda app: set(app.world.interviews),
    add=add,
    move=move,
    delete=lambda app, key: app.world.interviews.pop(key),
    revoke=lambda app: app.keys.clear(),
    wrong={"api_key": "sandbox-nonsense"},
    limit=10,
)
