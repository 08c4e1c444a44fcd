"""Answers and bodies as they look, for the schema and the documentation."""

from typing import Any

GIVEN: dict[str, Any] = {
    "resource": "interviews",
    "path": "status",
    "word": "on_hold",
    "meaning": "draft",
}
WORD: dict[str, Any] = {
    **GIVEN,
    "field": "status",
    "own": True,
    "count": 4,
    "since": "2026-03-02T12:50:04.000Z",
    "valid": ["draft", "scheduled", "cancelled", "awaiting_feedback", "completed"],
}
