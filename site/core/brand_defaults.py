"""The three colours of a site that sets none, as tokens.css has them."""

BRAND = "#0b4650"
ACCENT = "#f5b83d"
THREAD = "#c61f4c"
