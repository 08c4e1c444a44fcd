"""The whole hub on one machine: database, sandbox, connected accounts, first sync, web server, worker."""

import http.client
import json
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from candidates.demo import show
from candidates.models import Company, User
from candidates.services.access import AccessError, create_user, the_company
from candidates.services.preferences import save_preferences
from candidates.statuses import Role
from connectors import child_processes
from connectors.child_processes import Child
from connectors.errors import VendorError
from connectors.services.accounts import ConnectError, connect
from connectors.vendors import CONNECTORS

HOST = "127.0.0.1"
LOGIN = "demo"
HOME = "Europe/Berlin"
PREFERENCES: dict[str, object] = {
    "time_zone": HOME,
    "second_time_zone": "Asia/Seoul",
    "first_weekday": "1",
}
PASSWORD = "only-on-this-machine"  # noqa: S105 - printed at every start, for a server on loopback
MANAGE = str(settings.BASE_DIR / "manage.py")
LOOK_EVERY = 0.2
PATIENCE = 60.0
GRACE = 8.0
LAST_WORDS = 20


class DemoError(Exception):
    """Why the demo cannot go on, as sentences."""


def logs_folder() -> Path:
    """Beside the database where that is a file."""
    database = settings.DATABASES["default"]
    is_file = database["ENGINE"] == "django.db.backends.sqlite3"
    return (Path(database["NAME"]).parent if is_file else settings.VAR_DIR) / "demo"


@dataclass(slots=True)
class Demo:
    """`vendors` is how many the sandbox will announce, `size` the number of interviews of each."""

    say: Callable[[str], None]
    port: int
    sandbox_port: int
    vendors: int
    size: int = 400
    logs: Path = field(default_factory=logs_folder)
    children: list[Child] = field(default_factory=list)
    files: ExitStack = field(default_factory=ExitStack)

    def run(self) -> None:
        """Until a child ends (DemoError) or a signal comes (children.ToldToEnd); call `end` in any case."""
        check_settings()
        check_port(self.port, "make run PORT=8001")
        check_port(self.sandbox_port, 'make run ARGS="--sandbox-port 9101"')
        self.logs.mkdir(parents=True, exist_ok=True)
        settings.PUBLIC_ORIGIN = self.origin  # mails of the showcase are written by this process
        company = self.prepare_database()
        self.connect_accounts(company, self.start_sandbox())
        self.first_sync()
        self.start_hub()
        self.greet()
        while True:
            time.sleep(LOOK_EVERY)
            self.check_children()

    def end(self) -> None:
        child_processes.end(reversed(self.children), grace=GRACE)
        self.files.close()

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {"PUBLIC_ORIGIN": self.origin}

    def start(self, name: str, *arguments: str) -> Child:
        log = self.files.enter_context(self.log_of(name).open("w"))
        child = child_processes.start(name, *arguments, environment=self.environment, output=log)
        self.children.append(child)
        return child

    def log_of(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def lines_of(self, name: str) -> list[str]:
        return self.log_of(name).read_text(errors="replace").splitlines()

    def prepare_database(self) -> Company:
        self.say("Database: making or updating its tables. The first time takes up to a minute.")
        call_command("migrate", verbosity=0, interactive=False)
        self.say("Database: ready.")
        try:
            company = demo_company()
            if not User.objects.filter(username=LOGIN).exists():
                user = create_user(
                    username=LOGIN,
                    email="demo@interview-hub.example",
                    role=Role.ACCOUNT_OWNER,
                    company=company,
                    password=PASSWORD,
                )
                save_preferences(user=user, chosen=PREFERENCES)
            user = User.objects.get(username=LOGIN)
            if show(company, user, timezone.now()):
                self.say("Candidates of the hub's own: one in each status.")
        except AccessError as error:
            raise DemoError(str(error)) from None
        return company

    def start_sandbox(self) -> list[dict[str, Any]]:
        """What it says of every vendor: `vendor`, `base_url`, `credentials`, `options`."""
        port, size = str(self.sandbox_port), str(self.size)
        child = self.start("sandbox", MANAGE, "sandbox", "--port", port, "--size", size)
        self.wait(
            lambda: len(self.lines_of("sandbox")) >= self.vendors, f"{child.name} says nothing."
        )
        spoken = [json.loads(line) for line in self.lines_of("sandbox")[: self.vendors]]
        offers = [offer for offer in spoken if offer["vendor"] in CONNECTORS]
        labels = ", ".join(CONNECTORS[offer["vendor"]].label for offer in offers)
        self.say(f"Sandbox: http://{HOST}:{self.sandbox_port} speaks for {labels}.")
        return offers

    def connect_accounts(self, company: Company, offers: list[dict[str, Any]]) -> None:
        for offer in offers:
            label = CONNECTORS[offer["vendor"]].label
            try:
                connect(company=company, name=label, now=timezone.now(), **offer)
            except (ConnectError, VendorError) as error:
                raise DemoError(f"{label} could not be connected: {error}") from None
            self.say(f"Connected: {label}.")

    def first_sync(self) -> None:
        self.say("Syncing:")
        try:
            call_command("sync")
        except SystemExit:
            self.say("Not everything could be read. The worker goes on with it.")

    def start_hub(self) -> None:
        self.start("worker", MANAGE, "worker")
        self.start("web", "-m", "gunicorn", *gunicorn_options(self.port))
        self.wait(lambda: is_healthy(self.port), "The web server does not answer.")

    def wait(self, is_there: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_there():
            self.check_children()
            if time.monotonic() > deadline:
                raise DemoError(otherwise)
            time.sleep(LOOK_EVERY)

    def check_children(self) -> None:
        for child in self.children:
            if child.exit_code is not None:
                words = "\n".join(f"  {line}" for line in self.lines_of(child.name)[-LAST_WORDS:])
                how = child_processes.ending_of(child)
                raise DemoError(
                    f"The {child.name} process ended by itself ({how}), so everything is ended. "
                    f"Its last words:\n{words or '  none'}"
                )

    def greet(self) -> None:
        user = User.objects.get(username=LOGIN)
        address = f"{self.origin}/"
        password = PASSWORD if user.check_password(PASSWORD) else "as you changed it"
        self.say(
            "\nInterview Hub is running.\n\n"
            f"  Address   {address}\n"
            f"  Login     {LOGIN}\n"
            f"  Password  {password}\n"
            f"  API docs  {address}api/docs/\n"
            f"  Logs      {self.logs}\n\n"
            "Ctrl-C ends all of it."
        )


def check_settings() -> None:
    if not (settings.DEBUG and settings.ALLOW_PRIVATE_ADDRESSES):
        raise DemoError(
            "The demo is for your own machine: its password is known and its sandbox is on loopback. "
            "Start it with “make run”, or set DEBUG=true and ALLOW_PRIVATE_ADDRESSES=true."
        )


def check_port(port: int, instead: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise DemoError(
                f"Port {port} cannot be used ({error.strerror}). Choose another one, as in: {instead}"
            ) from None


def demo_company() -> Company:
    """The only company there is; in an empty database one is made, in the zone of who signs in."""
    if not Company.objects.exists():
        Company.objects.create(name="Demo", slug="main", time_zone=HOME)
    return the_company(None)


def gunicorn_options(port: int) -> list[str]:
    return [
        "config.wsgi",
        f"--bind={HOST}:{port}",
        f"--pythonpath={settings.BASE_DIR}",
        "--workers=2",
        "--threads=2",
        "--no-control-socket",
        "--graceful-timeout=3",
        "--access-logfile=-",
        "--logger-class=config.serverlog.ServerLog",
    ]


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
