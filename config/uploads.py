"""How much of an upload is taken in before anybody has looked at it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Ceiling(FileUploadHandler):
    """Counts all files of one request together, and passes their bytes on."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.left: int = settings.UPLOAD_CEILING

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            raise RequestDataTooBig("The files of a request are too large together.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
