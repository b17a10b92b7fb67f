"""The log of a server: one JSON object a line, on standard error.

Each has `time` (UTC), `level`, `logger`, `message` and `request_id` (null outside of requests);
the line of a request has more (`observing`), that of an exception its `exception`. Headers are not
logged, so the token that opens the admin pages never is.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from searchapp.web.observing import request_id

_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


class JsonLines(logging.Formatter):
    """One record as one line: no control character of what others sent reaches a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return _UNPRINTABLE.sub(_escaped, json.dumps(line, ensure_ascii=False, default=str))


def log_to_stderr() -> None:
    """Let this process log so: all of its own lines, and of libraries what calls for attention."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("searchapp").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def _escaped(character: re.Match[str]) -> str:
    """A character as JSON writes it, unless it can be shown."""
    return character[0] if character[0].isprintable() else json.dumps(character[0])[1:-1]
