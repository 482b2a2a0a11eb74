"""The page Archive: search, one statement, imports, how the archive stands.
May import shared.
"""
