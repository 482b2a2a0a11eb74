"""Attributions made claims: which can be checked, their days, their check-worthiness.
May import every other room of extraction.
"""
