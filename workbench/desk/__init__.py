"""People decide: verdicts, sign-off, roles, accounts, ledger.
May import model, errors and storage.
"""
