"""Names of people as they are written: Korean ones are marked as such and shortened their own way."""

import re

HANGUL = re.compile(r"[\uac00-\ud7a3]")


def is_korean(text: str | None) -> bool:
    return bool(text and HANGUL.search(text))


def initials(name: str | None) -> str:
    """`FB` for Felix Baumann, `도윤` for 이도윤 (the given name), `?` where there is no name."""
    words: list[str] = re.findall(r"[^\W\d_]+", name or "")
    if not words:
        return "?"
    if is_korean(words[0]):
        given = max(words, key=len)
        return given[-2:]
    first, last = words[0], words[-1] if len(words) > 1 else ""
    return (first[:1] + last[:1]).upper()
