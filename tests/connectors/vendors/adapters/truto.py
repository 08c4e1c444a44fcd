from tests.connectors.vendors.adapter import Adapter, App, said


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = {"interviews": size}


adapter = Adapter(
    vendor="truto",
    interviews="/unified/ats/interviews",
    words=said(
        lambda app, key, word: app.world.set_status(key, word),
        {
            "draft": "draft",
            "scheduled": "scheduled",
            "cancelled": "cancelled",
            "awaiting_feedback": "awaiting_feedback",
            "completed": "completed",
        },
    ),
    cap=cap,
    shown=lambda app: set(app.world.interviews),
    add=lambda app, start, end: app.world.add_interview(start=start, end=end).id,
    move=lambda app, key, start: app.world.reschedule(key, start=start),
    delete=lambda app, key: app.world.delete_interview(key),
    revoke=lambda app: app.revoke(),
    wrong={"api_token": "sandbox-nonsense"},
    limit=100,
)
