"""People decide: verdicts, sign-off, claims, roles, accounts, ledger.
May import model, words, errors, storage and archive.

The rooms stand so that each imports only those before it: ``people``, ``ledger``, ``claims``,
``opinions``, ``verdicts``; then ``queue`` (what waits), ``figures`` and ``intake`` (what comes in).
"""
