"""What may not stand in a log: secrets, the addresses that open a door, e-mail addresses, phones."""

import re
from collections.abc import Mapping
from typing import Any

SECRETS = (
    r"authorization|api[_-]?key|api[_-]?token|access[_-]?token|refresh[_-]?token|token|client[_-]?secret|secret"
    r"|activation[_-]?key|password|passwd|signing[_-]?key|signature|sessionid|csrftoken"
)
PERSONAL = r"e-?mails?|(?:tele)?phones?|(?:tele)?phone[_-]?number|mobile"
NAMES = f"{SECRETS}|{PERSONAL}"
NAME = re.compile(rf"[\w-]{{0,40}}(?:{NAMES})", re.IGNORECASE)
HIDDEN = re.compile(
    rf"""(?x)
    # a scheme and what follows it, unless that is a plain lower-case word
    (?P<scheme>\b(?i:basic|bearer|token|activationkey)\s+)
        (?=[\w.~+/=:-]{{0,40}}[A-Z0-9=]) [\w.~+/=:-]{{8,}}
    |
    # name=value, name: value, "name": "value"
    (?P<name>["']?\b[\w-]{{0,40}}(?i:{NAMES})\b["']?\s*[=:]\s*["']?)
        (?:(?i:basic|bearer|token|activationkey)\s+)? [^\s"',;&}}\]]+
    |
    # /c/key/: the address of a candidate's own page; /feeds/key.ics: of a calendar; /password/key/: sets one anew
    (?P<door>/(?:c|feeds|password)/) [^\s/"'?#.]{{8,}}
    |
    # scheme://user:password@
    (?P<userinfo>\b[a-zA-Z][\w+.-]{{0,20}}://[^\s/:@]*:) [^\s/@]+ (?=@)
    |
    # an API key of the hub, wherever it stands
    (?P<key>\bihk_) [\w-]+
    |
    # somebody@somewhere, also as it stands in an address
    (?P<email>) (?<![\w.+-]) (?:[\w.+'~-]|%2[Bb]){{1,64}} (?:@|%40) [\w.-]{{1,255}}
    |
    # a phone with its country, or as people write it: 0171 2345678, 010-1234-5678, (555) 123-4567, 555-123-4567
    (?P<phone>) (?<![\w.+-]) (?:
        \+\d[\d\ ()./-]{{6,20}}\d | 0\d{{1,4}}[\ /-]\d{{3,4}}[\ -]?\d{{3,8}}
        | \(\d{{2,5}}\)[\ -]?\d{{3,4}}[\ -]\d{{3,4}} | \d{{3}}-\d{{3}}-\d{{4}}
    ) (?![\w-])
    """
)
REDACTED = "[redacted]"


def redact(text: str) -> str:
    return HIDDEN.sub(lambda found: f"{next(filter(None, found.groups()), '')}{REDACTED}", text)


def redacted(value: Any, name: str = "") -> Any:
    """The same of whatever JSON can hold; under a name that says it is a secret, all of it goes."""
    if value is not None and NAME.fullmatch(name):
        return REDACTED
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {redact(str(key)): redacted(inner, str(key)) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redacted(inner) for inner in value]
    return value
