"""Finding by vector and by word, filtered inside the search; files kept in step with the database.
May import embedding and storage.
"""
