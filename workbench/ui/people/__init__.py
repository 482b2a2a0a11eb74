"""The page People: accounts and their roles.
May import shared.
"""
