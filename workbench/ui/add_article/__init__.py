"""The page Add article: paste or upload, look, and find what is claimed.
May import shared.
"""
