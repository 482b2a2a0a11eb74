"""Verdicts, sign-offs, second opinions and what came later.
May import people, ledger, claims and storage.
"""
