"""The light way: suggesting, and joining suggestions that are alike."""
