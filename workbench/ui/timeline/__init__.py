"""The page Timeline: who said what and when.
May import shared.
"""
