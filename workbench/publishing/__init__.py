"""Verdicts leave as CSV and ClaimReview, and on paper.
May import model, words, errors, markup, storage, ledger and desk.
"""
