"""Read stored records again through today's mappings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from connectors.models import IntegratedAccount
from connectors.selectors.accounts import AccountUnknown, named_accounts
from connectors.services.runs import NoRun
from connectors.sync.replay import Replayed, rehearse, replay
from connectors.sync.tally import Tally

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Reads the stored raw records of accounts, all where none is named, again through today's mappings. "
        "No vendor is called."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("accounts", nargs="*", metavar="ACCOUNT", help="a UUID or a name")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would change from what to what, and keep nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = named_accounts(options["accounts"])
        except AccountUnknown as error:
            raise CommandError(str(error), returncode=2) from None
        for account in accounts:
            try:
                replayed = self.work(account, dry_run=options["dry_run"])
            except NoRun as error:
                raise CommandError(str(error)) from None
            self.tell(account, replayed)

    def work(self, account: IntegratedAccount, *, dry_run: bool) -> Replayed:
        act = rehearse if dry_run else replay
        with tqdm(unit=" records", disable=None, leave=False) as bar:

            def show(resource: str, tally: Tally) -> None:
                bar.set_description(resource)
                bar.n = tally.read
                bar.refresh()

            return act(account, clock=timezone.now, progress=show)

    def tell(self, account: IntegratedAccount, replayed: Replayed) -> None:
        for resource, tally in replayed.tallies.items():
            self.stdout.write(f"{account.name} {resource}: {tally}")
        for (kind, name, old, new), number in replayed.moves.most_common(SHOWN):
            self.stdout.write(f"{account.name} {kind} {name}: {old} -> {new} ({number})")
        rest = len(replayed.moves) - SHOWN
        if rest > 0:
            self.stdout.write(f"{account.name}: and {rest} other differences.")
