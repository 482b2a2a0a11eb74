"""Pieces of screen that several pages share, with their style sheets and scripts.
May import nothing of one page.
"""
