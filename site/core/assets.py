"""The build of the style sheet: one file, small, for browsers of 2021 and later."""

import os
from pathlib import Path

import lightningcss

# The oldest tablets that residents are known to use have Safari 14.1, Chrome 90 or Firefox 91.
# Safari stands here as 15, since 14.1 lacks only rounded corners by reading direction: it may
# show them square. Spelled out for it they would become rules by language, which outweigh
# ours and ignore `dir`.
BROWSERS = ["safari >= 15", "ios_saf >= 15", "chrome >= 90", "firefox >= 91"]


def build_css(source: Path, target: Path) -> int:
    """Bundle `source` with its imports into `target`; returns the size in bytes.

    The file appears whole or not at all: a server that reads meanwhile sees the old one.
    Raises ValueError or OSError where the source cannot be read or understood.
    """
    css = lightningcss.bundle_css(str(source), browsers_list=BROWSERS, minify=True)
    data = css.encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    unfinished.write_bytes(data)
    unfinished.replace(target)
    return len(data)
