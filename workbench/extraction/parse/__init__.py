"""From text to a parse: paragraphs, sections, turns, quotations, and the page attribution works on.
May import model, errors and reading.
"""
