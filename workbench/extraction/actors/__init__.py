"""Who stands behind a name: the actors file, then the gazetteer of countries.
May import model and errors.
"""
