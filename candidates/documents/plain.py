"""CVs that are text: plain, RTF, PostScript; and DVI, which is simple enough to stand beside them."""

import re

from candidates.documents.verdict import Accepted, NotAccepted, damaged, joined, no_cv, runs
from candidates.encodings import NotText, read_text

BLANK = b"\0\t\n\f\r "
MARKUP = re.compile(
    r"\s*(<!|<\?|<[a-z][a-z0-9:-]*[\s/>]|#!|mime-version:|content-type:)", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
RTF_RUNS = re.compile(
    rb"\\(?:obj[a-z]*|bin-?\d*|\*\\template|\*\\htmltag)(?![a-z])|\bDDE(?:AUTO)?\b|\bINCLUDE(?:PICTURE|TEXT)\b",
)
POSTSCRIPT_RUNS = re.compile(rb"%pipe%|\b(?:deletefile|renamefile|filenameforall|runlibfile)\b")
DVI_FILL, DVI_VERSIONS = b"\xdf", b"\x02\x03"
DVI_RUNS = re.compile(rb"psfile\s{0,9}=\s{0,9}[\"']?`|\\write18")


def text(content: bytes) -> Accepted:
    """Not what a browser might take for a page. Raises NotAccepted."""
    try:
        read, encoding = read_text(content)
    except NotText as problem:
        raise no_cv() from problem
    if CONTROL.search(read) or MARKUP.match(read):
        raise no_cv()
    charset = encoding.removesuffix("-sig")
    return Accepted(f"text/plain; charset={charset}", ".txt", content)


def rich(content: bytes) -> Accepted:
    if not content.rstrip(BLANK).endswith(b"}"):
        raise damaged()
    refuse_if(RTF_RUNS.search(content), runs())
    return Accepted("text/richtext", ".rtf", content)


def postscript(content: bytes) -> Accepted:
    refuse_if(POSTSCRIPT_RUNS.search(content), runs())
    return Accepted("application/postscript", ".ps", content)


def dvi(content: bytes) -> Accepted:
    """It ends with the number of its version and at least four bytes that only fill."""
    end = content.rstrip(DVI_FILL)
    filled = len(content) - len(end)
    refuse_if(filled < 4 or end[-1:] not in DVI_VERSIONS, joined())
    refuse_if(DVI_RUNS.search(content), runs())
    return Accepted("application/x-dvi", ".dvi", content)


def refuse_if(found: object, verdict: NotAccepted) -> None:
    if found:
        raise verdict
