"""What `make run` starts."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from connectors import child_processes
from connectors.demo import Demo, DemoError
from connectors.sandbox.registry import VENDORS


class Command(BaseCommand):
    help = (
        "Sets up and starts the whole hub on this machine, with the sandbox as its vendors: the database, an account "
        "per vendor, a first sync, the web server and the worker. Ctrl-C ends all of it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000")
        parser.add_argument("--sandbox-port", type=int, default=9100)
        parser.add_argument("--size", type=int, default=400, help="Interviews of each vendor.")

    def handle(self, *args: Any, **options: Any) -> None:
        demo = Demo(
            say=self.say,
            port=options["port"],
            sandbox_port=options["sandbox_port"],
            vendors=len(VENDORS),
            size=options["size"],
        )
        child_processes.end_on_signals()
        try:
            demo.run()
        except child_processes.ToldToEnd:
            self.say("\nEnding the web server, the worker and the sandbox.")
        except DemoError as error:
            raise CommandError(str(error)) from None
        finally:
            child_processes.ignore_signals()
            demo.end()
            self.say("Everything has ended.")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
