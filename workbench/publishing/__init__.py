"""Verdicts leave as CSV and ClaimReview.
May import model, errors and storage.
"""
