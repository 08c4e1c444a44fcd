import errno
import json
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from connectors.sandbox import FAULTS, BadFault, Sandbox, parse_fault

REMEMBERED_REQUESTS = 10_000


class Command(BaseCommand):
    help = "Serves every vendor's API on this machine, until Ctrl-C. Prints a JSON line per vendor."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=9100, help="0 takes a free one.")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--size", type=int, default=400, help="Number of interviews.")
        parser.add_argument(
            "--fault",
            action="append",
            default=[],
            metavar="NAME[=RATE]",
            help=f"A share of the requests fails so (0.1 unless told): {', '.join(FAULTS)}.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sandbox = self._sandbox(options)
        stopped = Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stopped.set())
        self._start(sandbox, options)
        try:
            for vendor in sandbox.apps:
                self.stdout.write(json.dumps(sandbox.connection(vendor)))
            self.stdout.flush()
            stopped.wait()
        finally:
            sandbox.stop()

    def _sandbox(self, options: dict[str, Any]) -> Sandbox:
        if options["size"] < 1:
            raise CommandError(_("The size must be at least 1."), returncode=2)
        try:
            faults = dict(parse_fault(text) for text in options["fault"])
        except BadFault as error:
            raise CommandError(str(error), returncode=2) from error
        return Sandbox(
            seed=options["seed"],
            size=options["size"],
            host=options["host"],
            port=options["port"],
            faults=faults,
            remember=REMEMBERED_REQUESTS,
        )

    def _start(self, sandbox: Sandbox, options: dict[str, Any]) -> None:
        try:
            sandbox.start()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = _("Port %(port)s on %(host)s is in use. Choose another with --port.")
            else:
                message = _("The sandbox cannot listen on %(host)s, port %(port)s: %(reason)s.")
            values = {**options, "reason": error.strerror or error}
            raise CommandError(message % values) from error
        except OverflowError as error:
            raise CommandError(_("A port is a number from 0 to 65535."), returncode=2) from error
