"""Photo and CV in the body of a candidate: files of a form, the photo as a data URI as well (seed 004)."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from candidates.api.fields import Unfit
from candidates.documents.datauri import bytes_of
from candidates.documents.verdict import MOST_BYTES, NotAccepted, too_large
from candidates.models import Document
from candidates.services.documents import Upload, look_at

PHOTO, CV = Document.Kind.PHOTO.value, Document.Kind.CV.value


def paper(kind: str) -> Callable[[Any], Upload | None]:
    """Reads a file; None takes away the one that is there."""

    def read(value: Any) -> Upload | None:
        if value is None or value == "":
            return None
        try:
            if isinstance(value, UploadedFile):
                return look_at(kind, content_of(value), value.name or "")
            if isinstance(value, str) and kind == PHOTO:
                return look_at(kind, bytes_of(value), "")
        except NotAccepted as refused:
            raise Unfit(str(refused)) from refused
        raise Unfit("Send the file as multipart/form-data.")

    return read


def content_of(file: UploadedFile) -> bytes:
    if (file.size or 0) > MOST_BYTES:
        raise NotAccepted(too_large())
    content: bytes = file.read()
    return content


PAPERS: dict[str, Callable[[Any], Any]] = {kind: paper(kind) for kind in Document.Kind.values}


def taken_out(values: dict[str, Any]) -> dict[str, Upload | None]:
    """The files among what was sent; the other values stay."""
    return {kind: values.pop(kind) for kind in PAPERS if kind in values}
