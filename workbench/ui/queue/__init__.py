"""The page Queue: stories, claims, filters, plans, and what waits for the person.
May import shared.
"""
