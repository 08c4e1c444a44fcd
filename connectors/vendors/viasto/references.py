"""viasto names everything by its address: an id is the number at the end of one."""

import re
from typing import Any

from django.utils.translation import gettext_noop

from connectors.mapping import Findings, Pick, Raw, derived, refuse
from connectors.paths import dig

NUMBER = re.compile(r"/(\d{1,18})/?$", re.ASCII)


def reference(path: str) -> Pick:
    """The number at the end of an address."""

    def read(raw: Raw, findings: Findings) -> str | None:
        value = dig(raw, path)
        if value is None or value == "":
            return None
        found = NUMBER.search(value) if isinstance(value, str) else None
        if found is None:
            raise refuse(path, value, "an address with a number at its end")
        return found[1]

    return derived(gettext_noop("the number at the end of the address"), read, path)


def without_keys(entry: Any) -> Any:
    """A candidate without what opens doors: keys that log in, and the part of a file's address that is made
    anew for every answer and dies with it.
    """
    if not isinstance(entry, dict):
        return entry
    kept = {name: value for name, value in entry.items() if name not in KEYS}
    return kept | {name: there(kept[name]) for name in FILES if name in kept}


def there(address: Any) -> bool:
    return bool(address)


KEYS = frozenset(("activation_key", "interview_key"))
FILES = ("photo", "cv")
