"""The desk: where staff read, check, answer and publish what residents send.

It knows submissions only. What a kind of submission adds (its words, filters,
search) comes through the hook `register_desk_kind`, see `kinds.py`.
"""
