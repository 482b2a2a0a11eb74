"""The append-only chain of events, and the files that left with its head.
May import engine.
"""
