"""What a vendor says about a failure, in whatever shape it says it."""

from typing import Any

from connectors.paths import dig

# Dotted paths at which the eight vendors put a sentence, best first.
SENTENCES = (
    "errorInfo.message",
    "error_description",
    "message",
    "detail",
    "error.message",
    "error.msg",
    "error",
    "errors.0.message",
    "errors.0.detail",
    "errors.0",
    "non_field_errors.0",
    "0.detail",
    "0.title",
)
LENGTH = 300


def vendor_words(body: Any) -> str:
    """One line for people; "" where there is nothing to be read.

    Validation errors (`errors[].message` with `field`, or `{field: [messages]}`) are added.
    """
    if isinstance(body, str):
        return "" if "<" in body else one_line(body)
    found = (dig(body, path) for path in SENTENCES)
    said = next((text for text in found if isinstance(text, str) and text), "")
    details = [detail for detail in field_errors(body) if detail != said]
    return one_line("; ".join(filter(None, [said, *details])))


def field_errors(body: Any) -> list[str]:
    errors = dig(body, "errors", default=body if isinstance(body, dict) else None)
    if isinstance(errors, list):
        named = [it for it in errors if isinstance(it, dict) and isinstance(it.get("field"), str)]
        return [f"{it['field']}: {it.get('message', '')}" for it in named]
    if isinstance(errors, dict):
        listed = [(name, value) for name, value in errors.items() if isinstance(value, list)]
        return [
            f"{name}: {value[0]}" for name, value in listed if value and isinstance(value[0], str)
        ]
    return []


def one_line(text: str) -> str:
    """Without what no database takes: NUL and halves of surrogate pairs."""
    kept = text.replace("\0", "").encode("utf-8", "replace").decode()
    return " ".join(kept.split())[:LENGTH]
