"""Documents in: txt, Markdown, HTML and JSON Lines become Articles.
May import model and errors.

``documents`` picks by the name's ending: ``decoding`` with ``first_lines`` for plain text,
``web_pages`` for HTML, ``json_lines`` for many at once; ``articles`` makes the snapshot.
"""
