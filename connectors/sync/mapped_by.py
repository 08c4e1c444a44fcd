"""A fingerprint of the code that reads a vendor's records, so that a changed recipe reaches old rows."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

READ_BY = (
    "connectors/mapping/picks.py",
    "connectors/mapping/recipes.py",
    "connectors/kinds.py",
    "candidates/records.py",
    "interviews/records.py",
)


@cache
def mapping_of(vendor: str) -> str:
    base = Path(settings.BASE_DIR)
    own = base / "connectors" / "vendors" / vendor
    files = sorted(own.rglob("*.py")) if own.is_dir() else [own.with_suffix(".py")]
    digest = blake2b(digest_size=8)
    for file in [*files, *(base / name for name in READ_BY)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()
