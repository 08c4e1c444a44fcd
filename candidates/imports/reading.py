"""From a file to a sheet; what it is, is seen from its bytes."""

from django.utils.translation import gettext

from candidates.imports.delimited import read_delimited
from candidates.imports.objects import read_objects
from candidates.imports.sheet import MOST_BYTES, NotReadable, Sheet
from candidates.imports.workbooks import read_workbook

ARCHIVE = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
BLANK = b" \t\r\n\xef\xbb\xbf"


def read_sheet(content: bytes) -> Sheet:
    """JSON, CSV or XLSX. Raises NotReadable."""
    if len(content) > MOST_BYTES:
        raise NotReadable(
            gettext("The file is larger than %d MB: split it into several.")
            % (MOST_BYTES // 1024 // 1024)
        )
    if content.startswith(ARCHIVE):
        return read_workbook(content)
    if content.startswith(OLD_OFFICE):
        raise NotReadable(
            gettext("This is an old or a protected workbook: save it as .xlsx without a password.")
        )
    if content.lstrip(BLANK)[:1] in (b"[", b"{"):
        return read_objects(content)
    return read_delimited(content)
