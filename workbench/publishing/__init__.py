"""Verdicts leave as CSV and ClaimReview.
May import model, errors, storage and desk.

``exports`` is what others call; ``records`` reads the desk in one look, ``tables`` (``cells``,
``csv_files``) and ``claimreview`` write it down.
"""
