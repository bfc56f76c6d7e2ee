"""Answers of another system (text messages, devices) from a CSV file.

Columns and rules are in docs/nps-import.md. A file is read line by line and written in
batches, so that its size does not matter. No column of words is taken.
"""
