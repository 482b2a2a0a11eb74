"""Verdicts leave as CSV and ClaimReview, and on paper.
May import model, words, errors, storage and desk.

``exports`` and ``sheet`` are what others call. ``records`` reads the desk in one look, as far as
``choice`` wants it; ``tables`` (``cells``, ``csv_files``), ``claimreview`` and ``sheet_html`` write
it down.
"""
