"""Articles and statements onto the desk, and the work in the background that follows.
May import every other room of the desk, and the archive.
"""
