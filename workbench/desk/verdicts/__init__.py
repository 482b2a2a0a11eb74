"""Verdicts, sign-offs, and what came later.
May import people, ledger, claims, opinions and storage.
"""
