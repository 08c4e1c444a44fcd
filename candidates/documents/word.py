"""Word as it writes today: a ZIP archive of XML."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from candidates.archives import NotAnArchive, archive
from candidates.documents.plain import refuse_if
from candidates.documents.verdict import Accepted, NotAccepted, damaged, no_cv, runs

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = "[Content_Types].xml"
RUNS = re.compile(r"vbaproject|vbadata|/activex/|oleobject", re.IGNORECASE)
FETCHED = re.compile(r"(?:attachedTemplate|oleObject|frame|subDocument|control)$")
"""Relations that Word follows by itself when it opens the file."""
ALWAYS = re.compile(r"(?:aFChunk|vbaProject|oleObject|control)$")
REMOTE = re.compile(
    r"\s*(?:https?:|ftp:|mhtml:|\\\\|file:/{4,}|file://(?!/|localhost/))", re.IGNORECASE
)
MOST_XML = 2 * 1024 * 1024


def look(content: bytes) -> Accepted:
    """Raises NotAccepted."""
    try:
        parts = archive(content)
    except NotAnArchive as problem:
        raise NotAccepted(str(problem)) from problem
    names = parts.namelist()
    refuse_if(TYPES not in names, no_cv())
    types = [part.get("ContentType", "") for part in elements(parts, TYPES)]
    refuse_if(any("macroEnabled" in kind for kind in types), runs())
    refuse_if(f"{TYPE}.main+xml" not in types, no_cv())
    refuse_if(any(RUNS.search(name) for name in names), runs())
    for name in names:
        if name.endswith(".rels"):
            refuse_if(any(map(follows, elements(parts, name))), runs())
    return Accepted(TYPE, ".docx", content)


def elements(parts: ZipFile, name: str) -> Iterator[Element]:
    refuse_if(parts.getinfo(name).file_size > MOST_XML, damaged())
    try:
        yield from fromstring(parts.read(name))
    except (ParseError, DefusedXmlException, LookupError, ValueError) as problem:
        raise damaged() from problem


def follows(relation: Element) -> bool:
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    return bool(ALWAYS.search(kind) or (FETCHED.search(kind) and REMOTE.match(target)))
