"""What a file is called, once whoever sent it no longer decides what that does."""

import re
import unicodedata

LONGEST = 120


def clean_name(name: str, ending: str, *, otherwise: str) -> str:
    """The last part of a path, without what does not show, and with the ending of its true type."""
    shown = "".join(letter for letter in unicodedata.normalize("NFC", name) if letter.isprintable())
    last = re.split(r"[/\\:]", shown)[-1]
    stem = last.rpartition(".")[0] or last
    stem = re.sub(r'[<>"|?*]', "", stem).strip(" .")[:LONGEST].strip(" .")
    return (stem or otherwise) + ending
