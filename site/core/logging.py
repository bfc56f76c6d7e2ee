"""Logs never hold what opens a resident's message."""

import logging
import re
from typing import Any

# The secret part of an address: at least 20 characters after the reference of a receipt, or
# after the id of somebody who is written to about an initiative. Also where the address is
# in the query of another, with its slashes quoted.
TOKEN = re.compile(
    r"((?:/|%2F)(?:[A-Z]-\d{4}-[0-9A-Z]{4,8}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"(?:/|%2F))"
    r"[A-Za-z0-9_-]{20,}"
)


def hide(text: str) -> str:
    return TOKEN.sub(r"\1…", text)


class HideReceiptTokens(logging.Filter):
    """Takes the secret part of private addresses out of every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = hide(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(self._hidden(value) for value in record.args)
        elif isinstance(record.args, dict):
            record.args = {
                key: self._hidden(value) for key, value in record.args.items()
            }
        return True

    @staticmethod
    def _hidden(value: Any) -> Any:
        return hide(value) if isinstance(value, str) else value
