"""Documents in: txt, Markdown, HTML and JSON Lines become Articles.
May import model and errors.
"""
