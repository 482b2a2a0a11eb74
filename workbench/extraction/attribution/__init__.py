"""Who said what: candidates completed, overlaps settled, and the facts nobody is named for.
May import parse, candidates and sifting.
"""
