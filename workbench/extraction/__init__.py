"""Articles in, Claims out: sentences, attribution, speakers, actors, dates, check-worthiness.
Pure functions over text; may import model, errors and reading.
"""
