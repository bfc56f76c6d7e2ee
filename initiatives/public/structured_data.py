"""What machines are told of initiatives."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def of(
    page: Any, request: HttpRequest, context: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Of pages on which one is made: nothing."""
    return []
