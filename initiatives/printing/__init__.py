"""Initiatives on paper: what the public prints, made once while nothing changes."""
