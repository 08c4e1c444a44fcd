from datetime import datetime

from tests.connectors.vendors.adapter import Adapter, App, said


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = dict.fromkeys(("interviews", "scheduled_interviews"), size)


def say(app: App, key: str, word: str) -> None:
    app.world.set_status(int(key), word)


def add(app: App, start: datetime, end: datetime) -> str:
    return str(app.world.add_interview(start=start, end=end).id)


def move(app: App, key: str, start: datetime) -> None:
    app.world.reschedule(int(key), start=start)


def rename(app: App) -> None:
    person = next(iter(app.world.candidates))
    app.world.rename_candidate(person.id, "Noor", "Ali")


def vanish(app: App) -> None:
    app.world.delete_interview(app.world.shown_interviews()[-1].id)


v3 = Adapter(
    vendor="greenhouse",
    interviews="/v3/interviews",
    words=said(
        say,
        {
            "to_be_scheduled": "draft",
            "to_be_sent": "draft",
            "sent": "draft",
            "received": "draft",
            "scheduled": "scheduled",
            "awaiting_feedback": "awaiting_feedback",
            "collect_feedback": "awaiting_feedback",
            "complete": "completed",
            "skipped": "cancelled",
        },
    ),
    cap=cap,
    shown=lambda app: {str(row.id) for row in app.world.interviews},
    add=add,
    move=move,
    delete=lambda app, key: app.world.delete_interview(int(key)),
    expire=lambda app: app.desk.revoke_all(),
    revoke=lambda app: app.desk.withdraw(),
    wrong={"client_secret": "sandbox-nonsense"},
    limit=75,
    happens=(rename, vanish),
)
v1 = Adapter(
    vendor="greenhouse",
    options={"api_version": "v1"},
    interviews="/v1/scheduled_interviews",
    words=said(
        say,
        {
            "scheduled": "scheduled",
            "awaiting_feedback": "awaiting_feedback",
            "complete": "completed",
        },
    ),
    cap=cap,
    shown=lambda app: {str(row.id) for row in app.world.shown_interviews()},
    add=add,
    move=move,
    delete=lambda app, key: app.world.delete_interview(int(key)),
    revoke=lambda app: app.desk.withdraw(),
    wrong={"api_key": "sandbox-nonsense"},
    limit=50,
    happens=(rename, vanish),
)
