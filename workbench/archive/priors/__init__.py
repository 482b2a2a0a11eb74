"""From claims to the priors a person is shown, and what these say together.
May import every other room of the archive.
"""
