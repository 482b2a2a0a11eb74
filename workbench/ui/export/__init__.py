"""The page Export: what leaves the desk, what stays and why.
May import shared.
"""
