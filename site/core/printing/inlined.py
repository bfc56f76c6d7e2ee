"""Files as addresses that hold them: a PDF is made without fetching anything."""

import base64
import mimetypes
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def data_uri(path: Path) -> str:
    """A file of ours as an address that holds it."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return as_data(path.read_bytes(), kind)


def as_data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
