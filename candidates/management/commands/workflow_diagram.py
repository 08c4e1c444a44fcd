"""Write the picture of the table of moves into the documentation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from candidates.workflow_diagram import documented

README = Path(__file__).resolve().parents[2] / "README.md"


class Command(BaseCommand):
    help = "Draws the table of moves (candidates/transitions.py) into candidates/README.md."

    def handle(self, *args: Any, **options: Any) -> None:
        README.write_text(documented(README.read_text()))
        self.stdout.write(f"{README.parent.name}/{README.name} shows the table of moves as it is.")
