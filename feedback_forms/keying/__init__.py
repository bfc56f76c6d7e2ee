"""Feedback that came on paper or by phone, keyed in by staff."""
