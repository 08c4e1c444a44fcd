"""PDF: whole, readable without a password, and without what runs. Its objects are looked at, not its pages.

Names may be written with escapes (`/J#53`), and objects may be packed into compressed streams; both are
seen through. The time is linear in the size of the file, whatever it holds.
"""

import re
import zlib

from django.utils.translation import gettext

from candidates.documents.plain import refuse_if
from candidates.documents.verdict import Accepted, NotAccepted, damaged, joined, locked, runs

END = b"%%EOF"
HEAD = 1_024
MARKUP = re.compile(rb"<(?:!doctype|html|script|svg|body|iframe|\?php)", re.IGNORECASE)
BLANK = b"\0\t\n\f\r "
ARCHIVE = b"PK\x05\x06"
MOST_UNPACKED = 64 * 1024 * 1024
DICTIONARY = 512
"""Bytes around the name of a packed stream in which its dictionary stands."""


def written(name: str) -> str:
    """A pattern for a name, each letter as it is or as its number."""
    return "".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in name)


def either(*names: str) -> str:
    return "|".join(map(written, names))


RUNS = re.compile(
    (
        rf"(?:[\0\t\n\f\r >)\]]|/{written('S')}|/{written('Subtype')}|/{written('Type')}|obj|^)"
        rf"/(?:{either('JavaScript', 'Launch', 'RichMedia', 'XFA')})(?![A-Za-z0-9#])"
    ).encode()
)
LOCKED = re.compile(rf"/{written('Encrypt')}[\0\t\n\f\r ]*(?:\d|<<)".encode())
PACKED = re.compile(rf"/{written('ObjStm')}(?![A-Za-z0-9])".encode())
FILTER = re.compile(rf"/{written('Filter')}".encode())
PLAIN_FILTER = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*[\]/>]")
PREDICTED = re.compile(rf"/{written('DecodeParms')}|/{written('DP')}\b".encode())


def look(content: bytes) -> Accepted:
    """Raises NotAccepted."""
    end = content.rfind(END)
    refuse_if(end < 0 or b"startxref" not in content, damaged())
    refuse_if(content[end + len(END) :].strip(BLANK), joined())
    refuse_if(MARKUP.search(content, 0, HEAD) or ARCHIVE in content[-65_600:], joined())
    refuse_if(LOCKED.search(content), locked())
    refuse_if(RUNS.search(content), runs())
    look_into_packed(content)
    return Accepted("application/pdf", ".pdf", content)


def look_into_packed(content: bytes) -> None:
    """Objects in compressed streams, one stream after the other."""
    left = MOST_UNPACKED
    place = 0
    while found := PACKED.search(content, place):
        start = content.find(b"stream", found.end(), found.end() + DICTIONARY)
        place = content.find(b"endstream", start)
        refuse_if(start < 0 or place < 0, damaged())
        dictionary = content[max(found.start() - DICTIONARY, 0) : start].rpartition(b"obj")[2]
        data = content[start + len(b"stream") : place]
        objects = unpacked(dictionary, data.lstrip(b"\r\n"), left)
        left -= len(objects)
        refuse_if(RUNS.search(objects), runs())


def unpacked(dictionary: bytes, data: bytes, most: int) -> bytes:
    if not FILTER.search(dictionary):
        return data
    refuse_if(not PLAIN_FILTER.search(dictionary) or PREDICTED.search(dictionary), unusual())
    try:
        objects = zlib.decompressobj().decompress(data, most)
    except zlib.error as problem:
        raise damaged() from problem
    refuse_if(len(objects) >= most, unusual())
    return objects


def unusual() -> NotAccepted:
    return NotAccepted(
        gettext("The PDF is packed in a way that cannot be looked into: save it anew.")
    )
