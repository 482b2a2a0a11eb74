"""What waits for whom, in which order and why; saved views of it.
May import verdicts, claims, people and storage.
"""
