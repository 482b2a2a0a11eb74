"""Statements in: rows read, checked, rejected or stored with their vectors, reprints grouped.
May import embedding and storage.
"""
