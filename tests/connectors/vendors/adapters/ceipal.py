from tests.connectors.vendors.adapter import Adapter, App, said


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = {"interviews": size}


adapter = Adapter(
    vendor="ceipal",
    interviews="/v2/getInterviewsList/",
    words=said(
        lambda app, key, word: app.world.set_status(key, word),
        dict.fromkeys(("Scheduled", "Rescheduled", "Completed", "Cancelled", "No Show")),
    ),
    cap=cap,
    shown=lambda app: set(app.world.interviews),
    add=lambda app, start, end: app.world.add_interview(start=start, end=end).id,
    move=lambda app, key, start: app.world.reschedule(key, start=start),
    delete=lambda app, key: app.world.delete_interview(key),
    expire=lambda app: app.desk.revoke_all(),
    revoke=lambda app: app.desk.change_password(),
    wrong={"password": "sandbox-nonsense"},
    limit=60,
)
