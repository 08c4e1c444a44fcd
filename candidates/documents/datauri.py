"""A photo written as a data URI (seed 004)."""

import base64
import binascii
import re

from django.utils.translation import gettext

from candidates.documents.verdict import MOST_BYTES, NotAccepted, too_large

HEAD = re.compile(r"data:image/(?:jpeg|jpg|png|webp|gif);base64,", re.IGNORECASE)
MOST_LETTERS = (MOST_BYTES + 2) // 3 * 4


def bytes_of(uri: str) -> bytes:
    """Raises NotAccepted. What type it claims to be decides nothing: the bytes are looked at."""
    head = HEAD.match(uri)
    if head is None:
        raise NotAccepted(
            gettext("The photo must be a data URI that begins like “data:image/png;base64,”.")
        )
    if len(uri) - head.end() > MOST_LETTERS:
        raise NotAccepted(too_large())
    try:
        return base64.b64decode(uri[head.end() :], validate=True)
    except (binascii.Error, ValueError) as problem:
        raise NotAccepted(gettext("The data URI of the photo is not valid Base64.")) from problem
