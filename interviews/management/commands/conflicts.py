"""Keep conflicts without a worker, or work them out anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from candidates.models import Company
from candidates.services.access import AccessError, the_company
from interviews.selectors.conflicts import count_open
from interviews.services.bookings import catch_up, rebuild


class Command(BaseCommand):
    help = (
        "Compares what changed since last time with its neighbours, as the worker does after every sync. "
        "With --rebuild every interview is looked at, whatever was kept before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--company", metavar="SLUG", help="all where none is named")
        parser.add_argument("--rebuild", action="store_true", help="look at every interview")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            named = [the_company(options["company"])] if options["company"] else None
        except AccessError as error:
            raise CommandError(str(error), returncode=2) from None
        act = rebuild if options["rebuild"] else catch_up
        for company in named or Company.objects.order_by("pk"):
            looked_at = act(company.pk, now=timezone.now())
            number = count_open(company.pk)
            self.stdout.write(
                f"{company.slug}: {looked_at} {many(looked_at, 'interview')} looked at, "
                f"{number} {many(number, 'conflict')} open"
            )


def many(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"
