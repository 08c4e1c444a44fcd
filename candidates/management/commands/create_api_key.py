"""A key for another system, shown once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from candidates.models import ApiKey
from candidates.services.access import DEFAULT_SCOPES, AccessError, create_api_key, the_company
from candidates.statuses import Scope


class Command(BaseCommand):
    help = (
        "Creates an API key. The last line printed is the key alone; it is shown this once and cannot be "
        "read again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the key is for; once in a company")
        parser.add_argument(
            "--company", metavar="SLUG", help="may be left out if there is only one"
        )
        parser.add_argument(
            "--scope",
            action="append",
            default=[],
            metavar="SCOPE",
            help=f"any of: {', '.join(Scope.values)} (default: {', '.join(DEFAULT_SCOPES)})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key, secret = make(options)
        except AccessError as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(
            f"API key “{key.name}” of {key.company} may: {', '.join(key.scopes)}. It is shown this once."
        )
        self.stdout.write(secret)


@transaction.atomic
def make(options: dict[str, Any]) -> tuple[ApiKey, str]:
    return create_api_key(
        company=the_company(options["company"]),
        name=options["name"],
        scopes=options["scope"],
        now=timezone.now(),
    )
