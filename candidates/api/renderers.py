"""Answers as JSON text."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer


class Escaped(JSONRenderer):
    ensure_ascii = True


class AnyText(JSONRenderer):
    """An error repeats what was sent, even half a character (a lone surrogate), which has no bytes of its own."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return super().render(data, accepted_media_type, renderer_context)
        except UnicodeEncodeError:
            return Escaped().render(data, accepted_media_type, renderer_context)
