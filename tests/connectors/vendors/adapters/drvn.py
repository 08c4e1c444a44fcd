from dataclasses import replace

from tests.connectors.vendors.adapter import Adapter, App, said


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = {"job_drivers": size, "interviews": size}


listed = Adapter(
    vendor="drvn",
    options={"read": "interviews"},
    interviews="/api/v1/interviews",
    words=said(
        lambda app, key, word: app.world.set_status(int(key), word),
        {
            "pending": "draft",
            "amended": "draft",
            "scheduled": "scheduled",
            "rejected": "cancelled",
            "cancelled": "cancelled",
        },
    ),
    cap=cap,
    shown=lambda app: {str(row.id) for row in app.world.interviews},
    add=lambda app, start, end: str(app.world.add_interview(start=start, end=end).id),
    move=lambda app, key, start: app.world.reschedule(int(key), start=start),
    delete=lambda app, key: app.world.delete_interview(int(key)),
    expire=lambda app: app.desk.revoke_all(),
    revoke=lambda app: app.desk.change_password(),
    wrong={"password": "sandbox-nonsense"},
)
nested = replace(listed, options={}, interviews="/api/v1/job_drivers")
