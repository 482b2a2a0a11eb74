"""People decide: verdicts, sign-off, claims, roles, accounts.
May import model, words, errors, storage, ledger and archive.

The rooms stand so that each imports only those before it: ``people``, ``claims``, ``opinions``,
``verdicts``; then ``queue`` (what waits), ``figures``, ``jobs`` (long work), ``upkeep`` and
``intake`` (what comes in).
"""
