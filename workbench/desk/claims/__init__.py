"""What people make of claims, who works on them, and the way of a claim over the desk.
May import people, ledger and storage.
"""
