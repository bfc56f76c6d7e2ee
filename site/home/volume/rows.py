"""Rows as they are, with their own times: no signals, and no `auto_now_add`."""

from collections.abc import Sequence
from typing import Any


def insert(objects: Sequence[Any]) -> None:
    """The rows of one table; of a subclass those of its own table alone."""
    if objects:
        model = type(objects[0])
        fields = [
            field
            for field in model._meta.local_concrete_fields
            if not (field.primary_key and objects[0].pk is None)
        ]
        # Databases take only so many values at a time.
        step = max(1, 900 // len(fields))
        for start in range(0, len(objects), step):
            model._base_manager._insert(
                objects[start : start + step], fields=fields, using="default", raw=True
            )
