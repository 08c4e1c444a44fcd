"""The background worker, watched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from connectors.services import queue, schedule
from connectors.watchdog import Watchdog

PATIENCE = 90.0


class Command(BaseCommand):
    help = (
        "Works in the background until Ctrl-C or SIGTERM: syncs what is due. A watchdog starts the cluster anew "
        "when it hangs. Any number of workers may run at once on PostgreSQL."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--patience",
            type=float,
            default=PATIENCE,
            metavar="SECONDS",
            help=f"without a sign of life before the cluster is started anew (default {PATIENCE:.0f})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            schedule.ensure_schedules()
            queue.enqueue_sweep()
        except DatabaseError as error:
            raise CommandError(
                f"The worker cannot use the database ({error}). Is it running, and was “manage.py migrate” run?"
            ) from None
        Watchdog(say=self.say, patience=options["patience"]).run()

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
