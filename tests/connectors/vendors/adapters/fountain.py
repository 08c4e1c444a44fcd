from datetime import datetime

from connectors.sandbox.fountain.app import API_TOKEN
from tests.connectors.vendors.adapter import Adapter, App, Word


def cap(app: App, size: int) -> None:
    app.world.switches.page_caps = {"applicants": size, "funnels": size}


def shown(app: App) -> set[str]:
    return {slot.id for applicant in app.world.applicants.values() for slot in applicant.slots}


def add(app: App, start: datetime, end: datetime) -> str:
    return str(app.world.add_interview(start=start, end=end).id)


def came(app: App, key: str) -> None:
    app.world.attend(key, showed_up=True)


def stayed_away(app: App, key: str) -> None:
    app.world.attend(key, showed_up=False)


def somebody_applies(app: App) -> None:
    app.world.add_applicant("Sam", "Example")


def somebody_books(app: App) -> None:
    applicant = next(reversed(app.world.applicants.values()))
    start = (app.world.now // 60_000 + 3 * 1440) * 60_000
    app.world.book(applicant, start=start, end=start + 1_800_000)


adapter = Adapter(
    vendor="fountain",
    interviews="/v2/applicants",
    paged="candidates",
    words=(
        Word(word=None, expected="scheduled", arrange=lambda app, key: None),
        Word(word=None, expected="completed", arrange=came),
        Word(word=None, expected="cancelled", arrange=stayed_away),
        Word(
            word=None,
            expected="awaiting_feedback",
            arrange=lambda app, key: app.world.put_over(key),
        ),
    ),
    cap=cap,
    shown=shown,
    add=add,
    move=lambda app, key, start: app.world.reschedule(key, start=start),
    delete=lambda app, key: app.world.cancel(key),
    revoke=lambda app: app.keys.clear(),
    limit=120,
    wrong={"api_token": "sandbox-nonsense"},
    happens=(somebody_applies, somebody_books),
    listen=lambda app, url, post: app.webhooks.add(url, secret=API_TOKEN, post=post),
)
