"""Connect an account at a vendor, or change one."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from candidates.services.access import AccessError, the_company
from connectors.errors import KeyRefused, VendorError
from connectors.services.accounts import ConnectError, connect
from connectors.vendors import CONNECTORS


class Command(BaseCommand):
    help = (
        "Connects an account after testing its credentials. The last line printed is the account's UUID. "
        "An account of the same name is updated; what is not given stays as it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("vendor", help=f"one of: {', '.join(CONNECTORS)}")
        parser.add_argument(
            "--name", required=True, help="what the connection is called; once in a company"
        )
        parser.add_argument(
            "--company", metavar="SLUG", help="may be left out if there is only one"
        )
        parser.add_argument(
            "--base-url", metavar="URL", help="stands in for the vendor's own origin"
        )
        parser.add_argument(
            "--credentials", metavar="FILE", help="a JSON object in a file, or - for standard input"
        )
        parser.add_argument("--option", action="append", default=[], metavar="KEY=VALUE")
        parser.add_argument("--no-check", action="store_true", help="do not ask the vendor first")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            account = connect(
                company=the_company(options["company"]),
                vendor=options["vendor"],
                name=options["name"],
                base_url=options["base_url"],
                credentials=read_credentials(options["credentials"]),
                options=dict(read_option(option) for option in options["option"]),
                check=not options["no_check"],
                now=timezone.now(),
            )
        except (AccessError, ConnectError) as error:
            raise CommandError(str(error), returncode=2) from None
        except KeyRefused as error:
            raise CommandError(f"{error.message} Nothing was stored.") from None
        except VendorError as error:
            raise CommandError(
                f"The vendor could not be asked: {error.message} Nothing was stored. "
                "Use --no-check to connect all the same."
            ) from None
        self.stdout.write(f"{account.name} is connected to {CONNECTORS[account.vendor].label}.")
        self.stdout.write(str(account.uuid))


def read_credentials(source: str | None) -> dict[str, Any]:
    if source is None:
        return {}
    try:
        credentials = json.loads(sys.stdin.read() if source == "-" else Path(source).read_text())
    except OSError as error:
        raise ConnectError(f"{source} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise ConnectError(
            'The credentials must be a JSON object, as in {"api_key": "…"}.'
        ) from None
    if not isinstance(credentials, dict):
        raise ConnectError('The credentials must be a JSON object, as in {"api_key": "…"}.')
    return credentials


def read_option(option: str) -> tuple[str, str]:
    name, equals, value = option.partition("=")
    if not equals:
        raise ConnectError(f"“{option}” is no option. It must look like KEY=VALUE.")
    return name, value
