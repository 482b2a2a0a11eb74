"""The page Insights: the figures of the desk and of one's own work.
May import shared.
"""
