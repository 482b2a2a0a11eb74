"""The figures of the desk and of one's own work.
May import people, opinions and storage.
"""
