"""The version of a message that somebody saw, as a form or a script sends it back."""

# Signs of the largest that is read: a longer number is nobody's, and Python refuses to
# read one of thousands.
LONGEST = 9


def version_in(text: str) -> int | None:
    """None where the text is no version."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST
    return int(text) if is_number else None
