"""The widths and colour schemes that browser tests look at.

Each screen is seen narrow and wide, light and dark, in the two looks of every run; with
EVERY_LOOK=1 (`make audit` sets it) in all four.
"""

import os

import pytest

ALL = ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark"))
LOOKS = ALL if os.environ.get("EVERY_LOOK") else ((320, "light"), (1280, "dark"))

# Over a test with the arguments `width` and `scheme`.
each_look = pytest.mark.parametrize(("width", "scheme"), LOOKS)
