"""Names of people as they are written: Korean ones are marked as such and shortened their own way."""

import re

LONG_FAMILY_NAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
"""Korean family names of two syllables; all others have one."""
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


def full_name(first: str | None, last: str | None) -> str | None:
    """`Minji Kim`; in Korean the family name comes first, without a space. None where there is no name."""
    parts = [part for part in (first, last) if part]
    if len(parts) == 2 and all(map(is_korean, parts)):
        return f"{last}{first}"
    return " ".join(parts) or None


def split_name(name: str) -> tuple[str, str]:
    """First and last name of a whole one: `김민지`, `Minji Kim`, `Kim, Minji`; the last is "" where it is one word."""
    last, comma, first = name.partition(",")
    if comma and first.strip():
        return first.strip(), last.strip()
    words = name.split()
    if not words:
        return "", ""
    if len(words) == 1 and is_korean(name):
        family = 2 if len(name) > 2 and name[:2] in LONG_FAMILY_NAMES else 1
        return (name[family:], name[:family]) if len(name) > family else (name, "")
    if len(words) == 2 and all(map(is_korean, words)):
        return words[1], words[0]
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (words[0], "")
