"""The chain of events, the rows behind it, and the proof that both hold.
May import model, words, errors and storage.

It stands before the archive and the desk, since both record what they change.
"""
