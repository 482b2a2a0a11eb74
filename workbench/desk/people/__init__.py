"""Accounts, roles, sessions and what each role may do.
May import ledger and storage.
"""
