"""Support: by confirmed mail, by one tap, on paper."""
