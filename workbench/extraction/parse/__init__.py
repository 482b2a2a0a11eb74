"""From text to a parse: paragraphs, sections, turns, quotations, sentences and their trees.
May import model, errors and reading.
"""
