"""`make api`: keeps what the API promises now, without its prose, beside the tests that hold it."""

import json
from pathlib import Path
from typing import Any

PUBLISHED = Path(__file__).parent / "published.json"
PROSE = ("title", "summary", "description", "example", "examples", "tags")


def promised(told: Any) -> Any:
    """The document without what only a person reads; a field may well be called `title`."""
    if isinstance(told, list):
        return [promised(each) for each in told]
    if not isinstance(told, dict):
        return told
    return {
        name: promised(inner)
        for name, inner in told.items()
        if name not in PROSE or (isinstance(inner, dict) and name not in ("example", "examples"))
    }


def publish() -> None:
    from config.docs import schema

    text = json.dumps(promised(schema()), indent=1, ensure_ascii=False, sort_keys=True)
    PUBLISHED.write_text(text + "\n")


if __name__ == "__main__":
    import django

    django.setup()
    publish()
