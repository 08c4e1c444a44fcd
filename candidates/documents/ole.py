"""Word and PowerPoint as they wrote until 2007, and whatever else is in the same container."""

import struct
from io import BytesIO

import olefile

from candidates.documents.plain import refuse_if
from candidates.documents.verdict import Accepted, damaged, locked, no_cv, runs

WORD, SLIDES = "worddocument", "powerpoint document"
MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur"}
EMBEDDED = {"\x01ole10native", "package"}
SLIDES_MACROS = b"\x1f\x00\xff\x03\x14\x00\x00\x00"
"""The head of a VBAInfoContainer, [MS-PPT] 2.4.10."""
WORD_FLAGS, WORD_ENCRYPTED = 11, 0x1
"""fEncrypted of FibBase, [MS-DOC] 2.5.2."""
LOCKED = {"encryptedpackage", "encryptioninfo", "encryptedsummary"}
MOST_ENTRIES = 2_000
BROKEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What olefile raises at a container that is not sound, by where it stumbles."""


def look(content: bytes) -> Accepted:
    """Raises NotAccepted."""
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            names = [part.lower() for path in container.listdir() for part in path]
            head = container.openstream(WORD).read(WORD_FLAGS + 1) if WORD in names else b""
    except BROKEN as problem:
        raise damaged() from problem
    refuse_if(len(names) > MOST_ENTRIES, damaged())
    refuse_if(LOCKED.intersection(names) or encrypted(head), locked())
    refuse_if(MACROS.union(EMBEDDED).intersection(names) or SLIDES_MACROS in content, runs())
    if WORD in names:
        return Accepted("application/msword", ".doc", content)
    if SLIDES in names:
        return Accepted("application/vnd.ms-powerpoint", ".ppt", content)
    raise no_cv()


def encrypted(head: bytes) -> bool:
    return bool(head[WORD_FLAGS:] and head[WORD_FLAGS] & WORD_ENCRYPTED)
