"""The recorded nouns, each declared once: its events, its rows, and what one says of the other.
May import model and storage, and from the ledger ``declaration`` and ``kinds``.
"""
