"""Feedback in figures: counted in the database, hidden where few answered, then shown."""
