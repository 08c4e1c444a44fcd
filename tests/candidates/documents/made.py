"""Files as they are sent, made in code: sound ones, and the parts that hostile ones are put together from."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

from PIL import Image

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options):
    """A picture of two colours, left and right, in this format."""
    image = Image.new(mode, size, "red" if mode != "L" else 90)
    image.paste("blue" if mode != "L" else 200, (size[0] // 2, 0, *size))
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def exif(**tags: object) -> bytes:
    made = Image.Exif()
    for number, value in {int(name.lstrip("t")): value for name, value in tags.items()}.items():
        made[number] = value
    return made.tobytes()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes = b"", *, more: bytes = b"") -> bytes:
    """A PNG that claims this size, whatever follows."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + more + body


def pdf(*objects: bytes, trailer: bytes = b"", catalog: bytes = b"", end: bytes = b"") -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
    every = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        *objects,
    ]
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(every, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(every) + 1, table) + (
        b"trailer << /Root 1 0 R /Size %d %s >>\n" % (len(every) + 1, trailer)
    )
    return body + b"startxref\n%d\n%%%%EOF\n" % (len(body)) + end


def packed(objects: bytes, extra: bytes = b"/Filter /FlateDecode") -> bytes:
    """An object stream."""
    data = zlib.compress(objects, 9)
    return b"<< /Type /ObjStm /N 1 /First 4 %s /Length %d >>\nstream\n%s\nendstream" % (
        extra,
        len(data),
        data,
    )


def archive(parts: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    return written.getvalue()


def docx(
    *parts: tuple[str | zipfile.ZipInfo, bytes], kind: str = WORD_TYPE, relation: str = ""
) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relation}</Relationships>"
    )
    return archive(
        [
            ("[Content_Types].xml", types.encode()),
            ("word/document.xml", b"<document/>"),
            ("word/_rels/document.xml.rels", relations.encode()),
            *parts,
        ]
    )


def relation(kind: str, target: str, mode: str = "External") -> str:
    return f'<Relationship Id="r" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'


SECTOR = 512
STREAM = 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF


def ole(**streams: bytes) -> bytes:
    """A compound file ([MS-CFB]) with these streams beside each other; underscores of a name are spaces."""
    names = list(streams)
    per_stream = STREAM // SECTOR
    directory_sectors = -(-(len(names) + 1) // 4)
    first = 1 + directory_sectors
    fat = [FAT]
    fat += [*range(2, 1 + directory_sectors), END]
    entries = [entry("Root Entry", 5, child=1)]
    data = b""
    for number, name in enumerate(names):
        start = first + number * per_stream
        fat += [*range(start + 1, start + per_stream), END]
        following = number + 2 if number + 1 < len(names) else NONE
        entries.append(entry(name.replace("_", " "), 2, start=start, right=following))
        data += streams[name].ljust(STREAM, b"\0")[:STREAM]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    entries += [b"\0" * 128] * (directory_sectors * 4 - len(entries))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, STREAM, END, 0, END, 0, 0
    )
    head += struct.pack("<108I", *([FREE] * 108))
    return head.ljust(SECTOR, b"\xff") + struct.pack("<128I", *fat) + b"".join(entries) + data


def entry(name: str, kind: int, *, start: int = 0, child: int = NONE, right: int = NONE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written), kind, 1, NONE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, STREAM if kind == 2 else 0)
    )
