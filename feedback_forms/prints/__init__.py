"""Posters, cards and badges that lead to a unit's feedback address."""
