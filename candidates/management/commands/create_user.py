"""A person who signs in. The password comes from standard input, never from the command line."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from candidates.models import User
from candidates.services.access import AccessError, create_user, the_company
from candidates.statuses import Role


class Command(BaseCommand):
    help = (
        "Creates a person who signs in, with a role in a company. The password is one line of standard "
        "input, or asked for on a terminal. Prints the person's id."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", required=True, help=f"one of: {', '.join(Role.values)}")
        parser.add_argument(
            "--company", metavar="SLUG", help="may be left out if there is only one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = make(options, password_from_input())
        except AccessError as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(str(user.pk))


@transaction.atomic
def make(options: dict[str, Any], password: str) -> User:
    return create_user(
        username=options["username"],
        email=options["email"],
        role=options["role"],
        company=the_company(options["company"]),
        password=password,
    )


def password_from_input() -> str:
    """Asked for twice on a terminal, otherwise the first line as it is, without its line end."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Password (again): ") != password:
        raise AccessError("The two passwords differ.")
    return password
