"""Second opinions by people who have not seen the verdict, and how far two people agree.
May import people, ledger, claims and storage.
"""
