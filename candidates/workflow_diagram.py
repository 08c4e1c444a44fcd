"""The table of moves as a picture and a table, for the documentation."""

from collections.abc import Iterator

from django.utils import translation

from candidates.statuses import CandidateStatus
from candidates.transitions import MOVES, Move

BEGIN, END = "<!-- moves: begin -->", "<!-- moves: end -->"


def documented(text: str) -> str:
    """The text with what stands between the marks as the table of moves is now. Raises ValueError without marks."""
    head, begin, rest = text.partition(BEGIN)
    _old, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The text needs the lines {BEGIN} and {END}.")
    with translation.override("en"):
        return f"{head}{BEGIN}\n{picture()}\n\n{table()}\n{END}{tail}"


def picture() -> str:
    """A state diagram in Mermaid, which repositories show as a picture."""
    return "\n".join(["```mermaid", "stateDiagram-v2", *map(indented, arrows()), "```"])


def arrows() -> Iterator[str]:
    yield f"[*] --> {CandidateStatus.NEW.value}"
    for move in MOVES:
        if move.target is not None:
            for source in move.sources:
                yield f"{source.value} --> {move.target.value}: {move.name} ({people(move)})"
    for status in CandidateStatus:
        if not any(status in move.sources for move in MOVES):
            yield f"{status.value} --> [*]"


def table() -> str:
    lines = ["| move | from | to | by | told where it is blocked |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *map(row, MOVES)])


def row(move: Move) -> str:
    sources = ", ".join(source.value for source in move.sources)
    target = move.target.value if move.target else "stays"
    told = " ".join(str(condition.otherwise) for condition in move.conditions)
    return f"| {move.name} | {sources} | {target} | {people(move)} | {told} |"


def people(move: Move) -> str:
    return " or ".join(mover.value for mover in move.by)


def indented(line: str) -> str:
    return f"    {line}"
