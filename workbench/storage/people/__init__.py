"""Accounts, sessions and what each person has set for themselves.
May import engine.
"""
