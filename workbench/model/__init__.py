"""The nouns of the workbench: frozen dataclasses and enums that every stage shares.
May import nothing of ours.

Offsets are code points into ``Article.text``, end exclusive; for every claim
``article.text[claim.start:claim.end] == claim.text``.
"""
