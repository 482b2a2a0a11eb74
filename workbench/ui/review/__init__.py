"""The page Review: an article, one of its claims, what was said before, the verdict.
May import shared.
"""
