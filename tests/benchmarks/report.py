"""What a subject is told, and how it says what it found."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`sizes` are numbers of interviews; each is measured `rounds` times, and medians are told."""

    sizes: Sequence[int]
    rounds: int

    def say(self, line: str = "") -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """The first column to the left, numbers to the right."""
        cells = [list(head), *([shown(value) for value in row] for row in rows)]
        widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
        self.say(f"\n{title}")
        for row in cells:
            first, *others = (
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            self.say("  " + "  ".join([first, *others]).rstrip())


def shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
