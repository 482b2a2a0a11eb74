"""Long work in the background: one runner for every kind, its state in the database.
May import the people of the desk, model, errors and storage.
"""
