"""What each connected vendor reports of an interview, and what its words became."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from connectors.selectors.accounts import AccountUnknown, named_accounts
from connectors.selectors.coverage import Coverage, coverage_of


class Command(BaseCommand):
    help = (
        "Prints for accounts, all where none is named, which fields of the unified interview the vendor reports, "
        "the share of interviews that have each, and every word of the vendor with its count and meaning."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("accounts", nargs="*", metavar="ACCOUNT", help="a UUID or a name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = named_accounts(options["accounts"])
        except AccountUnknown as error:
            raise CommandError(str(error), returncode=2) from None
        for account in accounts:
            self.tell(coverage_of(account))

    def tell(self, found: Coverage) -> None:
        name = found.account.name
        self.stdout.write(f"{name} ({found.account.vendor}): {found.interviews} interviews")
        for one in found.fields:
            share = "" if one.share is None else f"{one.share:.0%}"
            self.stdout.write(f"  {one.field:<30} {one.how:<13} {share:>5}".rstrip())
        for word in found.words:
            place = f"{word.table.resource} {word.table.path}"
            meaning = word.meaning or "no meaning"
            own = " (this account's own)" if word.own else ""
            self.stdout.write(f"  {place}: {word.word} = {meaning}{own}, {word.count}")
