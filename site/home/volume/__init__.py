"""Content by the hundred thousand, to measure what much content costs."""
