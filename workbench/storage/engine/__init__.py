"""The DuckDB file: opening it, units of work, the schema, rows in bulk, copies.
May import model and errors.
"""
