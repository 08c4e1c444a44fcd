"""`manage.py rotate_credentials`: after a new key was put first in CREDENTIALS_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from connectors.rotation import rotate_credentials


class Command(BaseCommand):
    help = (
        "Store all vendor credentials under the first key of CREDENTIALS_KEYS; "
        "the keys behind it may then be removed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done, unreadable = rotate_credentials()
        self.stdout.write(f"{done} accounts stored under the first key.")
        if unreadable:
            raise CommandError(
                f"No key opens the credentials of: {', '.join(unreadable)}. "
                "Put the key they were stored with back into CREDENTIALS_KEYS."
            )
