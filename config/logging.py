"""Logging to standard output: a line a record, for people or as JSON, without secrets and personal data.

Beside the message stand the ids of what was going on, bound with structlog's contextvars: `request_id` and `key` of
a call, `account`, `run`, `delivery` and the like of work in the background.
"""

from datetime import UTC, datetime
from typing import Any

from structlog import contextvars, processors, stdlib
from structlog.typing import EventDict, WrappedLogger

from config.redaction import redact, redacted

FORMS = ("TEXT", "JSON")
EXTRAS = ("method", "path", "status", "bytes", "milliseconds", "remote", "request_id")
HEAD = ("time", "level", "logger", "event")


def with_time(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """When it was said, in UTC, and by which process."""
    record = event["_record"]
    when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    return {"time": when, **event, "pid": record.process}


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Works on the finished message, so that arguments and tracebacks are covered too."""
    return {
        name: redacted(value, name if name not in HEAD else "")
        for name, value in event.items()
        if value is not None
    }


def as_text(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """Local time with its offset, then the ids, then the traceback; one line in any case."""
    when = datetime.fromisoformat(event.pop("time")).astimezone()
    level, name, message = (event.pop(part) for part in HEAD[1:])
    traces = [event.pop(part) for part in ("exception", "stack") if part in event]
    ids = "".join(f" {key}={event[key]}" for key in sorted(event))
    line = f"{when:%Y-%m-%d %H:%M:%S%z} {level.upper()} {name} {message}{ids}"
    return redact("\n".join([line, *traces])).replace("\r", "\\r").replace("\n", "\\n")


def line_formatter(form: str) -> stdlib.ProcessorFormatter:
    render = processors.JSONRenderer(ensure_ascii=False, default=str)
    return stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            contextvars.merge_contextvars,
            stdlib.add_logger_name,
            stdlib.add_log_level,
            stdlib.ExtraAdder(allow=EXTRAS),
            with_time,
            processors.StackInfoRenderer(),
            processors.format_exc_info,
        ],
        processors=[
            stdlib.ProcessorFormatter.remove_processors_meta,
            without_secrets,
            render if form == "JSON" else as_text,
        ],
    )


def logging_to_stdout(level: str, form: str) -> dict[str, Any]:
    """The LOGGING setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.logging.line_formatter", "form": form}},
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
