"""The page Account: one's own password, sessions and rights.
May import shared.
"""
