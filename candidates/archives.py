"""Look through a ZIP archive before anything is unpacked from it."""

import re
import stat
import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext

MOST_ENTRIES = 1_000
MOST_UNPACKED = 100 * 1024 * 1024
SIGNED = b"PK\x03\x04"
ENDING = b"PK\x05\x06"
ENDING_LENGTH = 22
OUTSIDE = re.compile(r"(^[/\\])|(^|[/\\])\.\.([/\\]|$)|:|\0")
ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class NotAnArchive(Exception):
    """The text is a sentence that says what is wrong with it."""


def archive(content: bytes) -> zipfile.ZipFile:
    """A sound archive with nothing before and nothing behind it. Raises NotAnArchive."""
    if not content.startswith(SIGNED) or content[-ENDING_LENGTH:][:4] != ENDING:
        raise NotAnArchive(
            gettext("The file is damaged, or something is hidden before or behind it.")
        )
    try:
        opened = zipfile.ZipFile(BytesIO(content))
        look_at(opened.infolist())
        damaged = opened.testzip()
    except BROKEN as problem:
        raise NotAnArchive(gettext("The file is damaged.")) from problem
    if damaged is not None:
        raise NotAnArchive(gettext("The file is damaged."))
    return opened


def look_at(entries: list[zipfile.ZipInfo]) -> None:
    """What the entries claim is enough: none is unpacked beyond its claim."""
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise NotAnArchive(
            gettext("The file grows to more than %d MB when it is unpacked.")
            % (MOST_UNPACKED // 1024 // 1024)
        )
    if any(one.compress_type not in METHODS for one in entries):
        raise NotAnArchive(gettext("The file is packed in a way that offices do not use."))
    if any(one.flag_bits & ENCRYPTED for one in entries):
        raise NotAnArchive(gettext("The file is encrypted: save it without a password."))
    if any(OUTSIDE.search(one.filename) or is_link(one) for one in entries):
        raise NotAnArchive(gettext("The file holds parts that point outside of it."))


def is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)
