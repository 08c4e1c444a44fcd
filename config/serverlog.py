"""What gunicorn says, in the hub's own lines: `gunicorn --logger-class config.serverlog.ServerLog`."""

import os
from datetime import timedelta
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger

from config.logging import line_formatter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class ServerLog(Logger):  # type: ignore[misc]
    """An answer is told by its path alone: a query string may name people."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(line_formatter(settings.LOG_FORMAT))

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        if not self.access_log_enabled:
            return
        headers = {name.lower(): value for name, value in resp.headers}
        told = {
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": int(str(resp.status).split(" ", 1)[0]),
            "bytes": resp.sent,
            "milliseconds": request_time // timedelta(milliseconds=1),
            "remote": environ.get("REMOTE_ADDR"),
            "request_id": headers.get("x-request-id"),
        }
        self.access_log.info("answered", extra=told)
