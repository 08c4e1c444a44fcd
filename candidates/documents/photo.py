"""A photo is never kept as it came: what it shows is painted anew, turned upright, without anything else."""

import struct
import zlib
from io import BytesIO

from django.utils.translation import gettext
from PIL import Image, ImageOps

from candidates.documents.verdict import Accepted, NotAccepted, weigh

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
EDGE = 1_600
BROKEN = (
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow raises at bytes that are no picture, by format and by where it stumbles."""


def photo(content: bytes) -> Accepted:
    """A JPEG, or a PNG where the picture is transparent. Raises NotAccepted."""
    weigh(content)
    try:
        opened(content).verify()
        return painted(opened(content))
    except BROKEN as problem:
        raise NotAccepted(
            gettext(
                "The photo cannot be read. Valid are pictures in the formats JPEG, PNG, WebP and GIF."
            )
        ) from problem


def opened(content: bytes) -> Image.Image:
    """Only the head is read; nothing of this size is unpacked before it was looked at."""
    image = Image.open(BytesIO(content), formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise NotAccepted(
            gettext("The photo has more than %d megapixels: save it smaller.")
            % (MOST_PIXELS // 1_000_000)
        )
    return image


def painted(image: Image.Image) -> Accepted:
    if image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((EDGE, EDGE))
    upright = ImageOps.exif_transpose(image)
    transparent = upright.has_transparency_data
    bare = upright.convert("RGBA" if transparent else "RGB")
    bare.info = {}
    written = BytesIO()
    if transparent:
        bare.save(written, "PNG", optimize=True)
        return Accepted("image/png", ".png", written.getvalue())
    bare.save(written, "JPEG", quality=85, optimize=True)
    return Accepted("image/jpeg", ".jpg", written.getvalue())
