"""A token of the candidates' API for a person, shown once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from candidates.models import AccessToken
from candidates.selectors.teams import colleagues
from candidates.services.access import AccessError, the_company
from candidates.services.tokens import LONGEST_DAYS, issue_token


class Command(BaseCommand):
    help = (
        "Creates an access token with which another system acts as this person under /api/v3/. The last line "
        "printed is the token alone; it is shown this once and cannot be read again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--company", metavar="SLUG", help="may be left out if there is only one"
        )
        parser.add_argument("--name", default="", help="what the token is for")
        life = parser.add_mutually_exclusive_group()
        life.add_argument("--permanent", action="store_true", help="lives until it is revoked")
        life.add_argument("--days", type=int, help=f"1 to {LONGEST_DAYS}; without it, one day")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            token, secret = make(options)
        except AccessError as error:
            raise CommandError(str(error), returncode=2) from None
        until = (
            f"until {token.expires_at:%Y-%m-%d %H:%M} UTC" if token.expires_at else "until revoked"
        )
        self.stdout.write(
            f"Token of {token.user} in {token.company}, {until}. It is shown this once."
        )
        self.stdout.write(secret)


@transaction.atomic
def make(options: dict[str, Any]) -> tuple[AccessToken, str]:
    company, name, days = the_company(options["company"]), options["username"], options["days"]
    user = colleagues(company.pk).filter(username=name).first()
    if user is None:
        raise AccessError(f"Nobody in {company} is called “{name}”.")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise AccessError(f"A token lives for 1 to {LONGEST_DAYS} days, not {days}.")
    return issue_token(
        company=company,
        user=user,
        name=options["name"],
        days=days,
        permanent=options["permanent"],
        now=timezone.now(),
    )
