"""The figures of the desk and how far people agree.
May import people and storage.
"""
