"""Verdicts, sign-offs, and what came later.
May import people, claims, ledger and storage.
"""
