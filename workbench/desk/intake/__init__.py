"""Articles and statements onto the desk, and the work in the background that follows.
May import people, claims, verdicts and jobs, ledger, storage and the archive.
"""
