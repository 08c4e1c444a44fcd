"""What writes bring: JSON, or a form with files; a photo may also be a data URI."""

import base64
import binascii
import json
from email import message_from_bytes
from typing import Any

from connectors.sandbox.viasto.errors import invalid, refused
from connectors.sandbox.viasto.records import File
from connectors.sandbox.wire import Request

CV_KINDS = frozenset(
    (
        "application/msword",
        "application/pdf",
        "application/postscript",
        "application/vnd.ms-powerpoint",
        "application/x-dvi",
        "text/plain",
        "text/richtext",
    )
)
PHOTO_KINDS = frozenset(("image/jpeg", "image/png"))
SIGNS = (
    (b"%PDF", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%!PS", "application/postscript"),
)
"""How the server knows what was sent: it does not believe the sender's word for the content."""


def values(request: Request) -> dict[str, Any]:
    """A form's files are bytes."""
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        return _form(content_type, request.body)
    try:
        body = json.loads(request.body or b"{}")
    except ValueError as error:
        raise refused(400, f"JSON parse error - {error}") from error
    if not isinstance(body, dict):
        raise refused(400, "Expected an object.")
    return body


def _form(content_type: str, body: bytes) -> dict[str, Any]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    given: dict[str, Any] = {}
    for part in message_from_bytes(head + body).walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            given[name] = content if part.get_filename() else content.decode()
    return given


def photo(value: object) -> File | None:
    if isinstance(value, str) and value.startswith("data:"):
        try:
            value = base64.b64decode(value.partition(",")[2], validate=True)
        except binascii.Error as error:
            raise invalid("photo", "Upload a valid image.") from error
    return _file("photo", value, PHOTO_KINDS)


def cv(value: object) -> File | None:
    return _file("cv", value, CV_KINDS)


def _file(field: str, value: object, kinds: frozenset[str]) -> File | None:
    if value in (None, ""):
        return None
    if not isinstance(value, bytes):
        raise invalid(field, "The submitted data was not a file.")
    kind = next((kind for sign, kind in SIGNS if value.startswith(sign)), "text/plain")
    if kind not in kinds:
        raise invalid(field, f"Unsupported file type {kind}.")
    return File(value, kind)
