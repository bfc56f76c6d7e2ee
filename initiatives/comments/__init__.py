"""Comments on initiatives: off unless the county wants them."""
