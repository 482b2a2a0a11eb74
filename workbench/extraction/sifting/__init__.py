"""Which candidates are propositions of somebody who speaks, and where one ends and the next begins.
May import parse and candidates.
"""
