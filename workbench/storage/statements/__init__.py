"""Statements of the archive with their vectors, reprints and imports.
May import engine.
"""
