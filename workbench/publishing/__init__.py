"""Verdicts leave as CSV and ClaimReview, and on paper.
May import model, words, errors, storage, ledger and desk.
"""
