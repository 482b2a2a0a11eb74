"""The chain of events, the rows behind it, and the proof that both hold.
May import model and storage.
"""
