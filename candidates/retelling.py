"""Sentences of ours that a worker kept in English, in the words of whoever reads them. Pure."""

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext

HOLE = re.compile(r"%(?:\((\w+)\))?([sd])")


def retold(sentence: str, known: Iterable[str]) -> str:
    """One of these patterns, filled in, in the active language; what is none of them as it is."""
    for pattern in known:
        found = shape_of(pattern).fullmatch(sentence)
        if found is not None:
            return gettext(pattern) % filling(pattern, found)
    return sentence


@cache
def shape_of(pattern: str) -> re.Pattern[str]:
    parts, last = [], 0
    for hole in HOLE.finditer(pattern):
        parts.append(re.escape(pattern[last : hole.start()].replace("%%", "%")))
        what = r"\d+" if hole[2] == "d" else ".*"
        parts.append(f"(?P<{hole[1]}>{what})" if hole[1] else f"({what})")
        last = hole.end()
    return re.compile("".join([*parts, re.escape(pattern[last:].replace("%%", "%"))]), re.DOTALL)


def filling(pattern: str, found: re.Match[str]) -> dict[str, object] | tuple[object, ...]:
    """What stands in the holes, numbers where the pattern has numbers."""
    kinds = [hole[2] for hole in HOLE.finditer(pattern)]
    told = [
        int(text) if kind == "d" else text for kind, text in zip(kinds, found.groups(), strict=True)
    ]
    names = list(found.re.groupindex)
    return dict(zip(names, told, strict=True)) if names else tuple(told)
