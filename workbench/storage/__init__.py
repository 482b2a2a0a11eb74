"""The only SQL.
May import model and errors.

``engine`` opens the file and gives units of work and the schema; one room a group of tables;
``reads`` is shaped for the pages.
"""
