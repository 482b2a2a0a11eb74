"""Statements: import, embed, index, search, relate.
May import model, errors, storage, ledger, reading and extraction.

The rooms stand in the order of the way: ``embedding``, ``index`` (near in meaning, same words),
``importing`` (statements in), ``relation`` (how a statement stands to a claim), ``priors`` (from a
claim to what is shown beside it). ``archive`` is the face of them all.
"""
