"""The documentation shows the table of moves as it is."""

from pathlib import Path

import pytest

from candidates.transitions import MOVES
from candidates.workflow_diagram import documented

README = Path(__file__).resolve().parents[2] / "candidates/README.md"


def test_the_diagram_in_the_documentation_is_current():
    assert README.read_text() == documented(README.read_text()), "run make diagram"


def test_every_move_is_an_arrow_and_a_row():
    drawn = README.read_text()

    for move in MOVES:
        assert f"| {move.name} | " in drawn
        for source in move.sources:
            if move.target is not None:
                assert f"{source.value} --> {move.target.value}: {move.name}" in drawn


def test_a_text_without_marks_is_refused():
    with pytest.raises(ValueError, match="needs the lines"):
        documented("# Candidates")
