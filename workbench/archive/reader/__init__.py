"""A larger reader by choice: what it is asked, how its answers are checked, kept and used.
May import index.
"""
