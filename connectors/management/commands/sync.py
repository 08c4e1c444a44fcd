"""Sync accounts in the foreground."""

import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from tqdm import tqdm

from connectors.encryption import CredentialsUnreadable
from connectors.models import IntegratedAccount, SyncRun
from connectors.selectors.accounts import AccountUnknown, named_accounts, open_issues
from connectors.selectors.vendors import profile_of
from connectors.services.runs import NoRun, open_run
from connectors.sync.engine import work_on
from connectors.sync.tally import Tally

PATIENCE = timedelta(minutes=10)
INTERRUPTED = 130
ISSUES_TOLD = 5


class Command(BaseCommand):
    help = "Syncs accounts in the foreground, all of them where none is named. Exit 0 if every one completed."
    # Checks are for who changes the hub. They load every page of it, which takes as long as a small sync.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("accounts", nargs="*", metavar="ACCOUNT", help="a UUID or a name")
        parser.add_argument(
            "--full", action="store_true", help="read whole lists, not only what changed"
        )
        parser.add_argument("--resource", action="append", default=[], metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = named_accounts(options["accounts"], resources=options["resource"])
        except AccountUnknown as error:
            raise CommandError(str(error), returncode=2) from None
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used: {str(error).strip() or type(error).__name__}. "
                "Is DATABASE_URL right, and did manage.py migrate run?"
            ) from None
        try:
            completed = [self.sync(account, options) for account in accounts]
        except CredentialsUnreadable as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            self.stderr.write("Stopped. The next sync goes on from here.")
            raise SystemExit(INTERRUPTED) from None
        if not all(completed):
            raise SystemExit(1)

    def sync(self, account: IntegratedAccount, options: dict[str, Any]) -> bool:
        """Whether the account's run completed."""
        try:
            run = open_run(
                account=account,
                trigger=SyncRun.Trigger.COMMAND,
                now=timezone.now(),
                full=options["full"],
                resources=options["resource"],
            )
            run = self.work(run)
        except NoRun as error:
            self.stderr.write(str(error))
            return False
        for resource in profile_of(account).resources:
            if resource.name in run.counts:
                tally = Tally(**run.counts[resource.name])
                self.stdout.write(f"{account.name} {resource.name}: {tally}")
        if run.state != SyncRun.State.COMPLETED:
            self.stderr.write(f"{account.name}: {outcome(run)}")
            for message in open_issues(account)[:ISSUES_TOLD]:
                self.stderr.write(f"{account.name}: {message}")
        return bool(run.state == SyncRun.State.COMPLETED)

    def work(self, run: SyncRun) -> SyncRun:
        """Go on until the run ends; a wait that the vendor asks for is waited out here, within limits."""
        patient_until = timezone.now() + PATIENCE
        with tqdm(unit=" records", disable=None, leave=False) as bar:
            while True:
                run = work_on(
                    run, clock=timezone.now, progress=lambda name, tally: show(bar, name, tally)
                )
                until = run.next_attempt_at
                throttled = run.account.throttled_until
                if run.state != SyncRun.State.WAITING or until is None or until != throttled:
                    return run
                if until > patient_until:
                    return run
                told = f"throttled until {timezone.localtime(until):%H:%M:%S %Z}"
                bar.set_description(told)
                if bar.disable:
                    self.stderr.write(f"{run.account.name}: {told}")
                time.sleep(max((until - timezone.now()).total_seconds(), 0))


def show(bar: Any, resource: str, tally: Tally) -> None:
    bar.set_description(resource)
    bar.n = tally.read
    bar.refresh()


def outcome(run: SyncRun) -> str:
    said = f"{run.get_state_display().lower()}: {run.message}".rstrip(": ")
    if run.state == SyncRun.State.WAITING and run.next_attempt_at:
        said += f" Next attempt {timezone.localtime(run.next_attempt_at):%Y-%m-%d %H:%M %Z}."
    return said
