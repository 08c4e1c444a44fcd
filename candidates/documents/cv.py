"""A CV is kept as it came, if it is what its bytes say and nothing in it runs.

The types are those of seed 004, and .docx beside them: what offices write today. What a file is called and
what its sender says it is decides nothing.
"""

from collections.abc import Callable

from candidates.documents import ole, pdf, plain, word
from candidates.documents.verdict import Accepted, weigh

Look = Callable[[bytes], Accepted]

KINDS: tuple[tuple[bytes, Look], ...] = (
    (b"%PDF-", pdf.look),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole.look),
    (b"PK\x03\x04", word.look),
    (b"%!PS-Adobe-", plain.postscript),
    (b"\xf7\x02", plain.dvi),
    (b"{\\rtf1", plain.rich),
)
"""By what a file begins with; any other is plain text, or refused."""


def cv(content: bytes) -> Accepted:
    """Raises NotAccepted."""
    weigh(content)
    look = next((look for begins, look in KINDS if content.startswith(begins)), plain.text)
    return look(content)
