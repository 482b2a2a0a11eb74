"""Where somebody may be reported to speak: verbs and other words, punctuation, polarity.
May import parse.
"""
