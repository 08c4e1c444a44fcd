"""How much of a body is taken in: a photo as a data URI and a list of candidates are large, but not endless."""

from typing import Any

from django.conf import settings
from django.utils.http import parse_header_parameters
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, FormParser, JSONParser, MultiPartParser


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


def refuse_large(context: Any) -> None:
    """A body without a length has none: that is how WSGI has it."""
    if int(context["request"].META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_CEILING:
        most = settings.UPLOAD_CEILING // 1024 // 1024
        raise TooLarge(f"The body is larger than {most} MB.")


class ShallowJSON(JSONParser):
    """What is nested deeper than Python can follow is the caller's error, not ours."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None


class CappedJSON(BaseParser):
    """Not a JSONParser by descent: of those, DRF takes in no more than Django's limit for forms."""

    media_type = JSONParser.media_type

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        refuse_large(parser_context)
        return ShallowJSON().parse(stream, media_type, parser_context)


class CappedForm(MultiPartParser):
    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        refuse_large(parser_context)
        found = super().parse(stream, media_type, parser_context)
        if (
            not found.data
            and not found.files
            and holds_more_than_its_end(media_type, parser_context)
        ):
            raise ParseError("No part of this form could be read.")
        return found


def holds_more_than_its_end(media_type: str | None, context: Any) -> bool:
    """A form without a field is `--boundary--` alone."""
    boundary = parse_header_parameters(media_type or "")[1].get("boundary", "")
    length = int(context["request"].META.get("CONTENT_LENGTH") or 0)
    return length > len(boundary) + len("----\r\n\r\n")


PARSERS = (CappedJSON, CappedForm, FormParser)
