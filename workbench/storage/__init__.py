"""The only SQL: the database, its migrations, one module a table group, reads for screens.
May import model and errors.
"""
