"""Statements: import, embed, index, search, relate.
May import model, errors, settings, storage and extraction.
"""
