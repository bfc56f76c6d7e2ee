"""What residents wrote, in a file for a spreadsheet."""

# A spreadsheet takes what begins so for a formula, and runs it (OWASP, CSV injection).
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """The value so that a spreadsheet shows it and does nothing else with it."""
    return f"'{value}" if value.startswith(BEGINS_A_FORMULA) else value
