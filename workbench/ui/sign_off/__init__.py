"""The page Sign-off: what was decided, by whom, on which evidence.
May import shared.
"""
