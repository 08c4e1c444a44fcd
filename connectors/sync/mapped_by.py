"""A fingerprint of the code that reads a vendor's records, so that a changed recipe reaches old rows."""

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from connectors.models import IntegratedAccount

READ_BY = (
    "connectors/mapping/picks.py",
    "connectors/mapping/recipes.py",
    "connectors/kinds.py",
    "candidates/records.py",
    "interviews/records.py",
)


def mapping_of(account: IntegratedAccount) -> str:
    """An account's options and its own words are part of how its records are read."""
    own = json.dumps([account.options, account.words], sort_keys=True)
    return blake2b(own.encode(), digest_size=8, key=files_of(account.vendor)).hexdigest()


@cache
def files_of(vendor: str) -> bytes:
    base = Path(settings.BASE_DIR)
    own = base / "connectors" / "vendors" / vendor
    files = sorted(own.rglob("*.py")) if own.is_dir() else [own.with_suffix(".py")]
    digest = blake2b(digest_size=8)
    for file in [*files, *(base / name for name in READ_BY)]:
        digest.update(file.read_bytes())
    return digest.digest()
