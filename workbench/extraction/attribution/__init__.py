"""Who said what: candidates from verbs, other words and punctuation, joined into attributions.
May import parse and speakers.roles.
"""
