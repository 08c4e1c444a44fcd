"""Logging to standard output, one line per record, with everything that looks like a secret taken out."""

import logging
import re
from typing import Any

NAMES = (
    r"authorization|api[_-]?key|api[_-]?token|access[_-]?token|refresh[_-]?token|token|client[_-]?secret|secret"
    r"|password|passwd|signing[_-]?key|signature|sessionid|csrftoken"
)
SECRET = re.compile(
    rf"""(?x)
    # a scheme and what follows it, unless that is a plain lower-case word
    (?P<scheme>\b(?i:basic|bearer|token)\s+) (?=[\w.~+/=:-]{{0,40}}[A-Z0-9=]) [\w.~+/=:-]{{8,}}
    |
    # name=value, name: value, "name": "value"
    (?P<name>["']?\b[\w-]{{0,40}}(?i:{NAMES})\b["']?\s*[=:]\s*["']?) (?:(?i:basic|bearer|token)\s+)? [^\s"',;&}}\]]+
    |
    # scheme://user:password@
    (?P<userinfo>\b[a-zA-Z][\w+.-]{{0,20}}://[^\s/:@]*:) [^\s/@]+ (?=@)
    """
)
REDACTED = "[redacted]"


def redact(text: str) -> str:
    return SECRET.sub(
        lambda found: f"{found['scheme'] or found['name'] or found['userinfo']}{REDACTED}", text
    )


class OneRedactedLine(logging.Formatter):
    """Works on the finished text, so that arguments and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record)).replace("\r", "\\r").replace("\n", "\\n")


def logging_to_stdout(level: str) -> dict[str, Any]:
    """The LOGGING setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "config.logging.OneRedactedLine",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "line",
            },
            "null": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # a handler of its own keeps django-q2 from adding one that writes unredacted lines
            "django-q": {"handlers": ["null"], "level": level, "propagate": True},
        },
    }
